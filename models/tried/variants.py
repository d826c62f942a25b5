from dataclasses import replace
import keras
from keras import layers
import numpy as np
from models import train as T, network as N
from models.recipe import Shape
def get(name,recipe):
    parts=name.split('-'); shape={}
    for p in parts[1:]:
        if p.startswith('lr'): recipe=replace(recipe,peak_rate=float(p[2:]))
        elif p.startswith('w'): shape['width']=int(p[1:])
        elif p.startswith('b'): shape['blocks']=int(p[1:])
        elif p.startswith('h'): shape['hidden']=int(p[1:])
        elif p.startswith('p'): shape['patch']=int(p[1:])
        elif p.startswith('sm'): recipe=replace(recipe,smoothing=float(p[2:]))
        elif p.startswith('seed'): recipe=replace(recipe,seed=int(p[4:]))
        elif p.startswith('mix'): recipe=replace(recipe,mixup=float(p[3:]))
        elif p=='delta': N.build_network=T.build_network=lambda s,sh=None:fronted(s,sh,delta)
        elif p=='tilt': N.build_network=T.build_network=lambda s,sh=None:fronted(s,sh,tilt)
        elif p=='cmn': N.build_network=T.build_network=lambda s,sh=None:fronted(s,sh,cmn)
        else: raise SystemExit(p)
    return replace(recipe,shape=Shape(**shape)),None
def delta(x):
    # differences over 2 columns beside the picture
    pad=keras.ops.concatenate([x[:,:1],x[:,:1],x,x[:,-1:],x[:,-1:]],1)
    d=pad[:,4:]-pad[:,:-4]
    return keras.ops.concatenate([x,d],2)
def tilt(x):
    # each column without its own mean: loudness beside it as a band of its own
    m=keras.ops.mean(x,2,keepdims=True)
    return keras.ops.concatenate([x-m,m],2)
def cmn(x):
    return x-keras.ops.mean(x,1,keepdims=True)
def fronted(settings,shape,front):
    shape=shape or Shape()
    patches=settings.n_frames//shape.patch
    inp=keras.Input((settings.n_frames,settings.n_mels),name='picture')
    x=layers.Lambda(front)(inp)
    x=layers.Reshape((patches,shape.patch*x.shape[-1]))(x)
    x=layers.Dense(shape.width)(x)
    for b in range(shape.blocks):
        x=N._gated_block(x,shape,patches,1.0-(1.0-shape.survival)*(b+1)/shape.blocks)
    x=layers.LayerNormalization(epsilon=1e-5)(x)
    mean,most=layers.GlobalAveragePooling1D()(x),layers.GlobalMaxPooling1D()(x)
    last=layers.Dense(shape.hidden,activation='relu')(layers.Concatenate()([mean,most]))
    logits=layers.Dense(11,name='logits')(layers.Dropout(0.2)(last))
    return keras.Model(inp,{'logits':logits,'hidden':mean})
def splice(more):
    def front(x):
        # each column brings the columns `more` before and after with it? no: patches see beyond their ends
        return x
    return front
def shifted(x,k):
    idx=np.clip(np.arange(100)+k,0,99)
    return keras.ops.take(x,idx,axis=1)
def delta3(x):
    d=shifted(x,2)-shifted(x,-2); a=shifted(x,3)+shifted(x,-3)-2*x
    return keras.ops.concatenate([x,d,a],2)
def wide(x,left=5,right=5):
    # (n,100,40) -> patches of 5 with `left` and `right` columns more
    idx=np.clip(np.arange(20)[:,None]*5+np.arange(-left,5+right)[None],0,99)
    y=keras.ops.take(x,idx.ravel(),axis=1)
    return y
def spliced(settings,shape,more):
    shape=shape or Shape()
    patches=settings.n_frames//shape.patch
    inp=keras.Input((settings.n_frames,settings.n_mels),name='picture')
    x=layers.Lambda(lambda x:wide(x,more,more))(inp)
    x=layers.Reshape((patches,(shape.patch+2*more)*settings.n_mels))(x)
    x=layers.Dense(shape.width)(x)
    return rest(inp,x,shape,patches)
def rest(inp,x,shape,patches):
    for b in range(shape.blocks):
        x=N._gated_block(x,shape,patches,1.0-(1.0-shape.survival)*(b+1)/shape.blocks)
    x=layers.LayerNormalization(epsilon=1e-5)(x)
    mean,most=layers.GlobalAveragePooling1D()(x),layers.GlobalMaxPooling1D()(x)
    last=layers.Dense(shape.hidden,activation='relu')(layers.Concatenate()([mean,most]))
    logits=layers.Dense(11,name='logits')(layers.Dropout(0.2)(last))
    return keras.Model(inp,{'logits':logits,'hidden':mean})
def get2(name,recipe):
    parts=name.split('-')
    keep=[]
    for p in parts:
        if p.startswith('splice'): m=int(p[6:]); N.build_network=T.build_network=lambda s,sh=None:spliced(s,sh,m)
        elif p=='delta3': N.build_network=T.build_network=lambda s,sh=None:fronted(s,sh,delta3)
        elif p=='dtilt': N.build_network=T.build_network=lambda s,sh=None:fronted(s,sh,lambda x:tilt(delta(x)))
        else: keep.append(p)
    return get('-'.join(keep),recipe)
def fshift(x,k):
    idx=np.clip(np.arange(40)+k,0,39)
    return keras.ops.take(x,idx,axis=2)
def d3f(x):
    return keras.ops.concatenate([delta3(x),fshift(x,1)-fshift(x,-1)],2)
def d3l(x):
    return keras.ops.concatenate([delta3(x),shifted(x,6)-shifted(x,-6),shifted(x,8)+shifted(x,-8)-2*x],2)
def get3(name,recipe):
    keep=[]
    for p in name.split('-'):
        if p=='d3f': N.build_network=T.build_network=lambda s,sh=None:fronted(s,sh,d3f)
        elif p=='d3l': N.build_network=T.build_network=lambda s,sh=None:fronted(s,sh,d3l)
        else: keep.append(p)
    return get2('-'.join(keep),recipe)
