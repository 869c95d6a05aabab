/** Gathers the first channel into 16-bit little-endian PCM of 100 ms and posts each piece. */
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.length = Math.round(sampleRate / 10);
    this.begin();
    this.port.onmessage = () => {
      if (this.filled > 0) this.port.postMessage(this.view.buffer.slice(0, 2 * this.filled));
      this.port.postMessage(null);
      this.ended = true;
    };
  }

  begin() {
    this.view = new DataView(new ArrayBuffer(2 * this.length));
    this.filled = 0;
  }

  process(inputs) {
    const samples = inputs[0][0];
    if (samples) {
      for (const sample of samples) this.take(sample);
    }
    return !this.ended;
  }

  take(sample) {
    const limited = Math.max(-1, Math.min(1, sample));
    this.view.setInt16(2 * this.filled, Math.round(limited * 32767), true);
    if (++this.filled === this.length) {
      const { buffer } = this.view;
      this.begin();
      this.port.postMessage(buffer, [buffer]);
    }
  }
}

registerProcessor('microphone', Microphone);
