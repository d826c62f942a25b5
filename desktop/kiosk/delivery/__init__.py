"""From a confirmed number to its receiver: journal, courier and sinks."""
