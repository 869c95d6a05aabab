const byId = (id) => document.getElementById(id);
const button = byId('listen');
const MAX_BUFFERED_BYTES = 1 << 20;
let stopListening = null;

function say(text, problem = false) {
  byId('status').textContent = text;
  byId('status').classList.toggle('problem', problem);
}

function showListening(on) {
  button.textContent = on ? 'Stop listening' : 'Start listening';
  button.setAttribute('aria-pressed', String(on));
}

function addWords({ text, startSeconds }) {
  const line = document.createElement('p');
  const time = document.createElement('time');
  const seconds = Math.floor(startSeconds);
  time.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  line.append(time, text);
  byId('words').append(line);
  byId('going').textContent = '';
  line.scrollIntoView({ block: 'nearest' });
}

function showFeeling({ label, level, probabilities }) {
  const rounded = Math.round(level);
  byId('level').style.strokeDasharray = `${rounded} 100`;
  byId('number').textContent = rounded;
  byId('gauge').setAttribute('aria-valuenow', rounded);
  byId('mood').textContent = label === 'UNKNOWN' ? 'hard to say' : label;
  for (const [name, probability] of Object.entries(probabilities)) {
    feelingMeter(name).value = probability;
    feelingMeter(name).parentElement.nextElementSibling.textContent =
      `${Math.round(100 * probability)} %`;
  }
}

function feelingMeter(name) {
  const known = document.querySelector(`#feelings meter[aria-label="${CSS.escape(name)}"]`);
  if (known) return known;
  const [title, bar, number] = ['dt', 'dd', 'dd'].map((tag) => document.createElement(tag));
  const meter = document.createElement('meter');
  meter.max = 1;
  meter.setAttribute('aria-label', name);
  title.textContent = name;
  bar.append(meter);
  byId('feelings').append(title, bar, number);
  return meter;
}

function showFeelings(on) {
  byId('gauge').toggleAttribute('hidden', !on);
  byId('gauge').style.display = on ? '' : 'none';
  byId('no-feelings').hidden = on;
}

function take(event) {
  if (event.type === 'ready') {
    say('Listening.');
    showFeelings(event.feelings);
  } else if (event.type === 'partial') {
    byId('going').textContent = event.text;
  } else if (event.type === 'final') {
    addWords(event);
  } else if (event.type === 'feeling') {
    showFeeling(event);
  } else if (event.type === 'anger') {
    document.body.classList.toggle('raised', event.raised);
  } else if (event.type === 'finished') {
    say('Stopped.');
  } else if (event.type === 'refused') {
    say(`The server stopped listening: ${event.reason}.`, true);
  }
}

function openSocket(sampleRateHz) {
  return new Promise((resolve, reject) => {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/live`);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => {
      socket.send(JSON.stringify({ sampleRateHz }));
      resolve(socket);
    };
    socket.onerror = () => reject(new Error('the server cannot be reached'));
    socket.onmessage = (message) => take(JSON.parse(message.data));
  });
}

async function listen() {
  const microphone = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  const context = new AudioContext();
  let socket;
  const release = () => {
    microphone.getTracks().forEach((track) => track.stop());
    context.close();
    stopListening = null;
    showListening(false);
  };
  try {
    await context.audioWorklet.addModule('microphone.js');
    socket = await openSocket(context.sampleRate);
  } catch (problem) {
    release();
    throw problem;
  }
  const worklet = new AudioWorkletNode(context, 'microphone', { numberOfOutputs: 0 });
  context.createMediaStreamSource(microphone).connect(worklet);
  worklet.port.onmessage = ({ data }) => {
    if (socket.readyState !== WebSocket.OPEN) return;
    if (data === null) {
      socket.send(JSON.stringify({ finish: true }));
      release();
    } else if (socket.bufferedAmount < MAX_BUFFERED_BYTES) {
      socket.send(data);
    } else {
      say('The server is too slow for your voice; stopped.', true);
      socket.close();
    }
  };
  socket.onclose = () => {
    if (stopListening) release();
  };
  stopListening = () => worklet.port.postMessage('end');
  showListening(true);
}

button.addEventListener('click', async () => {
  if (stopListening) {
    stopListening();
    return;
  }
  try {
    say('Asking for the microphone…');
    await listen();
  } catch (problem) {
    say(`No microphone: ${problem.message}.`, true);
  }
});
