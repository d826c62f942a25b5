"""Cache pictures of everything that is judged."""
import numpy as np, sys
from concurrent.futures import ProcessPoolExecutor
from core.audio import load
from core.spectrogram import SpectrogramSettings
from core.features import picture
from core.recognizer import loudest_utterance, whole_recording
from models.recordings import all_recordings
from models.data import assign_folds, OTHER
from models.noise_levels import sample, in_noise, SURROUND
from models.evaluate import digest
S=SpectrogramSettings()
def pic(x): return picture((loudest_utterance(x) or whole_recording(x)).samples,S)
def clean(r): return pic(load(r.path))
def noisy(job):
    r,noises,snr,sur=job
    rng=np.random.default_rng(int(digest(r.path.name,r.speaker)[:12],16))
    n=load(noises[rng.integers(len(noises))])
    return pic(in_noise(load(r.path),n,snr,rng,sur))
def main():
    R=all_recordings(); F=assign_folds(R)
    with ProcessPoolExecutor(2) as p:
        X=np.stack(list(p.map(clean,R,chunksize=32)))
        out=dict(x=X,label=np.array([r.label for r in R]),speaker=np.array([r.speaker for r in R]),corpus=np.array([r.corpus for r in R]),fold=np.array([F[r.speaker] for r in R]))
        ch=sample(R); noises=[r for r in R if r.corpus.startswith('noise/')]
        by={f:[r.path for r in noises if F[r.speaker]==f] for f in range(6)}
        for name,snr,sur in (('around10',10,SURROUND),('over10',10,0),('around5',5,SURROUND),('over5',5,0)):
            # same order of rng use: per fold list
            out[name]=np.stack(list(p.map(noisy,[(r,by[F[r.speaker]],snr,sur) for r in ch],chunksize=16)))
        out['s_label']=np.array([r.label for r in ch]); out['s_speaker']=np.array([r.speaker for r in ch]); out['s_corpus']=np.array([r.corpus for r in ch]); out['s_fold']=np.array([F[r.speaker] for r in ch])
    np.savez('build/tried/eval.npz',**out); print({k:v.shape for k,v in out.items()})
if __name__=='__main__': main()
