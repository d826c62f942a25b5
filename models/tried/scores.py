import os; os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL","3")
import numpy as np, importlib.util, sys
from pathlib import Path
import keras
from core.spectrogram import SpectrogramSettings
from models.recipe import Recipe
spec=importlib.util.spec_from_file_location('plain_network','models/network.py'); P=importlib.util.module_from_spec(spec); spec.loader.exec_module(P)
V=sys.argv[1]
e=np.load('build/tried/eval.npz'); s=np.load('build/tried/streams.npz')
SH=(0,-1,1,-2,2)
out={'L':[], 'SL':[], 'H':[], 'SH':[], 'idx':[], 'sidx':[],'TH':[],'TL':[]}
for f in range(6):
    n=P.build_network(SpectrogramSettings(),Recipe().shape); n.load_weights(f'build/{V}/fold{f}/network.weights.h5')
    last=[l for l in n.layers if isinstance(l,keras.layers.Dropout)][-1].input
    m=keras.Model(n.input,{'logits':n.output['logits'],'last':last})
    def run(X):
        Ls=[];Hs=[]
        for sh in SH:
            ix=np.clip(np.arange(X.shape[1])+sh,0,X.shape[1]-1)
            o=[m(X[i:i+256][:,ix].astype(np.float32),training=False) for i in range(0,len(X),256)]
            Ls.append(np.concatenate([a['logits'].numpy() for a in o])); Hs.append(np.concatenate([a['last'].numpy() for a in o]))
        return np.stack(Ls), np.mean(Hs,0)
    a=np.where(e['fold']==f)[0]; b=np.where(s['fold']==f)[0]; t=np.where((e['fold']!=f)&(e['label']<10))[0]
    L,H=run(e['x'][a]); SL,SHh=run(s['x'][b]); TL,TH=run(e['x'][t])
    lab=e['label'][t]
    # mahalanobis with shared covariance, per class
    mu=np.stack([TH[lab==k].mean(0) for k in range(10)]); d=TH-mu[lab]; cov=d.T@d/len(d); prec=np.linalg.inv(cov+1e-2*np.trace(cov)/len(cov)*np.eye(len(cov)))
    def maha(H): return -np.stack([np.einsum('ij,jk,ik->i',H-m_,prec,H-m_) for m_ in mu],1).min(1) if False else -np.min(np.stack([np.einsum('ij,jk,ik->i',H-m_,prec,H-m_) for m_ in mu],1),1)
    nrm=lambda H:H/np.linalg.norm(H,axis=1,keepdims=True)
    T=nrm(TH)
    def knn(H,k=10):
        q=nrm(H)@T.T; return np.sort(q,1)[:,-k]
    out['idx'].append(a); out['sidx'].append(b); out['L'].append(L); out['SL'].append(SL); out['H'].append(np.stack([maha(H),knn(H),knn(H,50)],1)); out['SH'].append(np.stack([maha(SHh),knn(SHh),knn(SHh,50)],1))
    print(f,flush=True)
o=dict(idx=np.concatenate(out['idx']),sidx=np.concatenate(out['sidx']),L=np.concatenate(out['L'],1),SL=np.concatenate(out['SL'],1),H=np.concatenate(out['H']),SH=np.concatenate(out['SH']))
np.savez(f'build/tried/scores-{V}.npz',**o)
