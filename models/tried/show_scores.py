import numpy as np, sys
e=np.load('build/tried/eval.npz'); s=np.load('build/tried/streams.npz')
def lse(z): m=z.max(-1,keepdims=True); return (m+np.log(np.exp(z-m).sum(-1,keepdims=True)))[...,0]
def sc(L,H):
    M=L.mean(0); d=1-np.exp(M[:,10]-lse(M)); dp=1-np.exp(L[:,:,10]-lse(L))
    o={}
    o['1-p(other)']=lse(M[:,:10])-M[:,10]
    o['energy of digits']=lse(M[:,:10]); o['max logit']=M[:,:10].max(1)
    o['max - other']=M[:,:10].max(1)-M[:,10]
    o['max - 2nd - other']=M[:,:10].max(1)-np.logaddexp(M[:,10],np.sort(M[:,:10],1)[:,-2])
    o['least phase']=(lse(L[:,:,:10])-L[:,:,10]).min(0)
    o['2nd least phase']=np.sort(lse(L[:,:,:10])-L[:,:,10],0)[1]
    x=(lse(L[:,:,:10])-L[:,:,10]); o['mean - std']=x.mean(0)-x.std(0); o['mean - 2 std']=x.mean(0)-2*x.std(0)
    o['mahalanobis']=H[:,0]; o['10th neighbour']=H[:,1]; o['50th']=H[:,2]
    for w in (.5,1,2): o[f'digitness+{w} energy']=o['1-p(other)']+w*o['energy of digits']
    for w in (3,10): o[f'digitness+{w} nn']=o['1-p(other)']+w*H[:,1]
    for w in (.01,.03): o[f'digitness+{w} maha']=o['1-p(other)']+w*H[:,0]
    return o
for V in sys.argv[1:]:
    q=np.load(f'build/tried/scores-{V}.npz'); lab=e['label'][q['idx']]; co=e['corpus'][q['idx']]
    A=sc(q['L'],q['H']); B=sc(q['SL'],q['SH']); dig=lab<10
    sco=s['corpus'][q['sidx']]; rj=s['rejected'][q['sidx']]; okr=~np.isin(rj,['too_long','too_quiet'])
    print(V,'| false in streams at 2.3/2.8/3.5 % refused: words, noise | clips words noises | AUC streams words noise')
    def auc(p,n):
        r=np.concatenate([p,n]).argsort().argsort(); return (r[:len(p)].sum()-len(p)*(len(p)-1)/2)/(len(p)*len(n))
    for k in A:
        row=[]
        for sh in (.023,.028,.035):
            th=np.sort(A[k][dig])[int(sh*dig.sum())]; t=(B[k]>=th)&okr
            row.append(f"{(t&np.char.startswith(sco,'words')).sum():3d} {(t&np.char.startswith(sco,'noise')).sum():2d}")
        w=np.char.startswith(sco,'words')
        th=np.sort(A[k][dig])[int(.028*dig.sum())]
        print(f"{k:22s} {' | '.join(row)} | {(A[k][np.char.startswith(co,'words')]>=th).mean():.1%} {(A[k][np.char.startswith(co,'noise')]>=th).mean():.1%} | {auc(A[k][dig],B[k][w&okr]):.4f} {auc(A[k][dig],B[k][~w&okr]):.4f}")
