import os, sys, time
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL","3")
from dataclasses import replace
from pathlib import Path
import numpy as np
from models import build
build._keep_freed_memory()
import tensorflow as tf
tf.config.threading.set_intra_op_parallelism_threads(1); tf.config.threading.set_inter_op_parallelism_threads(1)
import keras
from keras import layers
from core.spectrogram import SpectrogramSettings
from models.data import assign_folds
from models.dataset import Dataset
from models.recipe import Recipe
from models.recordings import all_recordings
from models import train as T, network as N
import variants
SHIFTS=(0,-1,1,-2,2)
OUT=Path('build/tried/out')
def predict(net, X):
    X=X.astype(np.float32); frames=X.shape[1]; acc=0
    for s in SHIFTS:
        idx=np.clip(np.arange(frames)+s,0,frames-1)
        acc=acc+np.concatenate([net(X[i:i+256][:,idx],training=False)['logits'].numpy() for i in range(0,len(X),256)])
    return acc/len(SHIFTS)
def main():
    name,fold=sys.argv[1],int(sys.argv[2]); epochs=int(sys.argv[3]) if len(sys.argv)>3 else 12
    d=OUT/f'{name}-{epochs}'; d.mkdir(parents=True,exist_ok=True)
    recipe=replace(Recipe(),epochs=epochs)
    recipe,hook=variants.get3(name,recipe)
    S=SpectrogramSettings()
    folds=assign_folds(all_recordings())
    ds=Dataset.read(Path("build/tried/cuts2.npz") if "v2" in name else build.BUILD/"cuts.npz")
    ds=ds.where(np.array([folds.get(str(s),6)!=fold for s in ds.speaker]))
    with np.load(build.BUILD/"noise.npz") as k: noise=np.concatenate([k[f"fold{n}"] for n in range(6) if n!=fold])
    t=time.time()
    net=hook(ds,noise,S,recipe,fold) if hook else T.train(ds,noise,S,recipe)
    took=time.time()-t
    e=np.load('build/tried/eval.npz')
    m=e['fold']==fold; ms=e['s_fold']==fold
    np.savez(d/f'fold{fold}.npz',clean=predict(net,e['x'][m]),took=took,**{k:predict(net,e[k][ms]) for k in ('around10','over10','around5','over5')})
    net.save_weights(d/f'fold{fold}.weights.h5')
    print('took',took)
if __name__=='__main__': main()
