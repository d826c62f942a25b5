import numpy as np
from pathlib import Path
from core.spectrogram import SpectrogramSettings
from core import classifier as C
from core.features import picture
from core.recognizer import Recognizer
from models import streams as st
from models.evaluate import ready
from models.recordings import all_recordings
from models.data import assign_folds, OTHER
from concurrent.futures import ProcessPoolExecutor
def hear(part):
    rec=Recognizer(ready(part.bundle)); got={}
    S=rec.__dict__.get('settings') or SpectrogramSettings()
    orig=C.Classifier.classify
    cur={}
    def classify(self,u):
        out=orig(self,u); cur['x']=(picture(u.samples,SpectrogramSettings()),out[0]); return out
    C.Classifier.classify=classify
    rows=[]
    def take(rs):
        for r in rs:
            if r.type in('digit','rejected'):
                x=cur.get('x')
                rows.append((r.id,r.type=='digit',r.rejected if hasattr(r,'rejected') else '',x[0],x[1].digitness,x[1].confidence,x[1].rejected or ''))
    for block in st._stream(part.paths): take(rec.feed(block))
    take(rec.flush())
    C.Classifier.classify=orig
    return part.corpus,rows
def main():
    R=all_recordings(); F=assign_folds(R)
    others=[r for r in R if r.label==OTHER]
    B=[Path(f'build/v250/fold{f}') for f in range(6)]
    parts=[(f,st._Part(c,[r.path for r in others if (r.corpus,F[r.speaker])==(c,f)],b)) for f,b in enumerate(B) for c in sorted({r.corpus for r in others})]
    parts=[p for p in parts if p[1].paths]
    with ProcessPoolExecutor(2) as p: res=list(p.map(hear,[q for _,q in parts]))
    X=[];fo=[];co=[];isd=[];dg=[];cf=[];rj=[]
    for (f,_),(c,rows) in zip(parts,res):
        for r in rows: X.append(r[3]);fo.append(f);co.append(c);isd.append(r[1]);dg.append(r[4]);cf.append(r[5]);rj.append(r[6])
    np.savez('build/tried/streams.npz',x=np.stack(X),fold=fo,corpus=co,digit=isd,digitness=dg,confidence=cf,rejected=rj)
    print(len(X),sum(isd),{c:sum(i for i,k in zip(isd,co) if k==c) for c in set(co)})
if __name__=='__main__': main()
