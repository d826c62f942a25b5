import sys, numpy as np
from pathlib import Path
e=np.load('build/tried/eval.npz'); L,SP,CO,FO=e['label'],e['speaker'],e['corpus'],e['fold']; sl,ssp,sf=e['s_label'],e['s_speaker'],e['s_fold']
count={s:((SP==s)&(L<10)).sum() for s in np.unique(ssp)}
scount={s:(ssp==s).sum() for s in np.unique(ssp)}
def lsm(z): z=z-z.max(1,keepdims=True); return z-np.log(np.exp(z).sum(1,keepdims=True))
def auc(s,y):
    o=np.argsort(s,kind='stable'); r=np.empty(len(s)); r[o]=np.arange(1,len(s)+1); n1=y.sum(); return (r[y].sum()-n1*(n1+1)/2)/(n1*(len(y)-n1))
def load(names,fold):
    zs=[np.load(f'build/tried/out/{n}/fold{fold}.npz') for n in names]
    return {k:np.mean([z[k] for z in zs],0) for k in zs[0].files}
def show(names,folds):
    d=[load(names,f) for f in folds]
    z=np.concatenate([x['clean'] for x in d]); idx=np.concatenate([np.where(FO==f)[0] for f in folds]); l,sp,co=L[idx],SP[idx],CO[idx]
    dig=l<10; lp=lsm(z[dig,:10]); y=l[dig]; nll=-lp[np.arange(len(y)),y].mean(); ok=lp.argmax(1)==y
    dn=1-np.exp(lsm(z))[:,10]; th=np.sort(dn[dig])[int(.03*dig.sum())]
    o=[f"{(dn[(co_mask)]>=th).mean():.1%}" for co_mask in (np.char.startswith(co,'words'),np.char.startswith(co,'noise'))]
    a=[auc(np.exp(lp[:,k]),y==k) for k in range(10)]
    spk=' '.join(f"{s.split('/')[1][:5]} {ok[sp[dig]==s].mean():.1%}" for s in np.unique(sp[dig]) if (sp[dig]==s).sum()>100)
    sc=ok[co[dig]=='speech_commands']
    sidx=np.concatenate([np.where(sf==f)[0] for f in folds]); w=np.array([count[s]/scount[s] for s in ssp[sidx]])
    ns=[]
    for k in ('around10','over10','around5','over5'):
        zz=np.concatenate([x[k] for x in d]); q=lsm(zz[:,:10]); yy=sl[sidx]
        ns.append(f"{((q.argmax(1)==yy)*w).sum()/w.sum():.1%}/{-(q[np.arange(len(yy)),yy]*w).sum()/w.sum():.3f}")
    print(f"{'+'.join(names):22s} {folds} nll {nll:.3f} all {ok.mean():.1%} | {spk} sc {(~sc).sum()}/{len(sc)} | others {' '.join(o)} | auc3,5,6 {a[3]:.4f} {a[5]:.4f} {a[6]:.4f} min {min(a):.4f} | noise {' '.join(ns)} took {max(x['took'] for x in d):.0f}")
if __name__=='__main__':
    folds=[int(c) for c in sys.argv[1]]
    for n in sys.argv[2:]: show(n.split('+'),folds)
