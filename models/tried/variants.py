from dataclasses import replace
import keras
from keras import layers
import numpy as np
from models import train as T, network as N
from models.recipe import Shape

def use_muon(recipe,lr=.02,wd=1.0,mom=.95):
    def make(rate,**k):
        sched=keras.optimizers.schedules.CosineDecay(lr/20,rate.decay_steps,warmup_target=lr,warmup_steps=rate.warmup_steps,alpha=0.002)
        k.pop('weight_decay')
        d=recipe.decay*recipe.peak_rate/lr*wd
        return keras.optimizers.Muon(sched,adam_lr_ratio=recipe.peak_rate/lr,weight_decay=d,adam_weight_decay=d,rms_rate=None,exclude_layers=['logits'],momentum=mom,**k)
    keras.optimizers.AdamW=make
# name: m[-lr.02][-wd1][-w96][-p4][-tok][-sm.05]
def get(name,recipe):
    parts=name.split('-'); kw={}; shape={}
    if parts[0]=='base': return recipe,None
    for p in parts[1:]:
        if p.startswith('lr'): kw['lr']=float(p[2:])
        elif p.startswith('wd'): kw['wd']=float(p[2:])
        elif p.startswith('mom'): kw['mom']=float(p[3:])
        elif p.startswith('w'): shape['width']=int(p[1:])
        elif p.startswith('b'): shape['blocks']=int(p[1:])
        elif p.startswith('h'): shape['hidden']=int(p[1:])
        elif p.startswith('sv'): shape['survival']=float(p[2:])
        elif p.startswith('p'): shape['patch']=int(p[1:])
        elif p.startswith('sm'): recipe=replace(recipe,smoothing=float(p[2:]))
        elif p.startswith('seed'): recipe=replace(recipe,seed=int(p[4:]))
        elif p.startswith('mix'): recipe=replace(recipe,mixup=float(p[3:]))
        elif p.startswith('qn'): recipe=replace(recipe,quietest_noise_db=float(p[2:]))
        elif p.startswith('kd'): use_teacher(recipe,float(p[2:] or .5))
        elif p=='v2': pass
        elif p=='ch': use_channel()
        elif p=='cod': use_channel(gate_lo=22.,clip=4,early_share=.2)
        elif p=='clip': use_channel(coding=0.)
        elif p=='rum': use_rumble()
        elif p=='tok': N.build_network=T.build_network=tok2d
        else: raise SystemExit(p)
    recipe=replace(recipe,shape=Shape(**shape))
    if parts[0]=='m': use_muon(recipe,**kw)
    return recipe,None

def use_teacher(recipe,share):
    import sys, tensorflow as tf
    from core.spectrogram import SpectrogramSettings
    fold=int(sys.argv[2])
    t=N.build_network(SpectrogramSettings()); t.load_weights(f'build/fold{fold}/network.weights.h5')
    @tf.function
    def soft(x): return tf.nn.softmax(t(x,training=False)['logits'])
    old=T.Batches.__getitem__
    def get(self,i):
        x,y=old(self,i)
        s=recipe.smoothing
        # Keras smooths what it is given: undo on the teacher's part
        q=soft(tf.constant(x)).numpy(); q=(q-s/11)/(1-s)
        return x,((1-share)*y+share*q).astype(np.float32)
    T.Batches.__getitem__=get

class Place(layers.Layer):
    def build(self,shape):
        self.p=self.add_weight(shape=shape[1:],initializer=keras.initializers.RandomNormal(stddev=0.02),name='embedding')
    def call(self,x): return x+self.p

def tok2d(settings,shape=None):
    shape=shape or Shape()
    pt,pb=10,8; nt,nb=10,5
    inp=keras.Input((100,40),name='picture')
    x=layers.Reshape((nt,pt,nb,pb))(inp); x=layers.Permute((1,3,2,4))(x); x=layers.Reshape((nt*nb,pt*pb))(x)
    x=layers.Dense(48)(x); x=Place()(x)
    sh=replace(shape,width=48)
    for b in range(shape.blocks):
        x=N._gated_block(x,sh,nt*nb,1.0-(1.0-shape.survival)*(b+1)/shape.blocks)
    x=layers.LayerNormalization(epsilon=1e-5)(x)
    y=layers.Reshape((nt,nb*48))(x)
    mean,most=layers.GlobalAveragePooling1D()(y),layers.GlobalMaxPooling1D()(y)
    last=layers.Dense(shape.hidden,activation='relu')(layers.Concatenate()([mean,most]))
    logits=layers.Dense(11,name='logits')(layers.Dropout(0.2)(last))
    return keras.Model(inp,{'logits':logits,'hidden':mean})

from models import channel, augment as A
def coding_noise(columns, share, rng, lo=15., hi=45.):
    count,width,bands=columns.shape
    level=columns.max(axis=2)
    pad=np.pad(level,((0,0),(2,2)),mode='edge')
    level=np.max(np.stack([pad[:,i:i+width] for i in range(5)]),axis=0)
    x=np.linspace(-1,1,bands)
    tilt=rng.normal(0,4.0,(count,1,1))*x
    grain=rng.standard_gamma(4.0,columns.shape[1]*bands*4,dtype=np.float32)/4
    start=rng.integers(0,3*width*bands,(count,1))
    grain=10*np.log10(grain[start+np.arange(width*bands)]+1e-6).reshape(columns.shape)
    noise=level[:,:,None]-rng.uniform(lo,hi,(count,1,1))+tilt+grain
    mixed=10*np.log10(10**(columns/10)+10**(noise/10))
    return np.where(rng.random((count,1,1))<share,mixed,columns).astype(np.float32)
def use_channel(coding=.25,gate_lo=14.,clip=9,early_share=.25):
    def gate(columns,share,rng):
        columns=coding_noise(columns,coding,rng)
        count=len(columns); chosen=rng.random((count,1,1))<share
        depth=rng.uniform(gate_lo,45.0,(count,1,1)); loudest=columns.max(axis=(1,2),keepdims=True)
        by_band=rng.random((count,1,1))<.5
        level=np.where(by_band,columns,columns.max(axis=2,keepdims=True))
        closed=chosen&(level<loudest-depth)
        return np.where(closed,np.minimum(columns,loudest-80.0),columns).astype(np.float32)
    channel.noise_gate=gate
    import inspect
    src=inspect.getsource(A._cut_context).replace("early = rng.random(count) < 0.2",f"early = rng.random(count) < {early_share}").replace("batch.first - rng.integers(-4, 20, count)",f"batch.first - rng.integers(-{clip}, 20, count)")
    ns=dict(A.__dict__); exec(compile('from __future__ import annotations\n'+src,'x','exec'),ns); A._cut_context=ns['_cut_context']

def use_rumble(share=.4):
    import inspect
    src=inspect.getsource(A._noise).replace("chosen[steady] = fans * np.exp(tilt)","""deep = (rng.random((len(fans), 1, 1)) < %g) * rng.uniform(3.0, 9.0, (len(fans), 1, 1))
    chosen[steady] = fans * np.exp(tilt - deep * np.sqrt(np.linspace(0.0, 1.0, bands)))"""%share)
    assert 'deep' in src
    ns=dict(A.__dict__); exec(compile('from __future__ import annotations\n'+src,'x','exec'),ns); A._noise=ns['_noise']
