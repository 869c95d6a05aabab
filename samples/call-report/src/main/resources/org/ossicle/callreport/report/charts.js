(() => {
  'use strict';
  const call = JSON.parse(document.getElementById('data').textContent);
  const EMOTIONS = ['anger', 'boredom', 'disgust', 'fear', 'happiness', 'sadness', 'neutral'];
  const OTHERS = ['--both', '--speaker1', '--speaker2', '--silence'];
  const charts = [];

  const color = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const two = (n) => String(n).padStart(2, '0');
  const clock = (seconds) => {
    const s = Math.floor(seconds);
    const minutes = Math.floor(s / 60) % 60;
    const hours = Math.floor(s / 3600);
    return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
  };
  const escape = (text) =>
    text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

  function timeAxis(gridIndex, labelled) {
    return {
      gridIndex, type: 'value', min: 0, max: call.durationSeconds,
      axisLabel: { show: labelled, formatter: clock, color: color('--soft'), showMaxLabel: false },
      axisLine: { onZero: false, lineStyle: { color: color('--line') } },
      axisTick: { show: labelled },
      splitLine: { lineStyle: { color: color('--line'), opacity: 0.5 } },
    };
  }

  function angerSeries(speaker) {
    const mark = call.escalations.filter((e) => e.speaker === speaker);
    const paint = color(`--speaker${speaker + 1}`);
    return [
      {
        name: call.speakers[speaker], type: 'line', data: call.anger[speaker],
        symbol: 'none', color: paint, connectNulls: false,
        lineStyle: { width: 2, type: speaker ? 'dashed' : 'solid' },
      },
      {
        name: `${call.speakers[speaker]} escalates`, type: 'scatter', symbolSize: 15,
        symbol: speaker ? 'diamond' : 'circle', color: paint, z: 5,
        itemStyle: { borderColor: color('--page'), borderWidth: 2 },
        data: mark.map((e) => ({ value: [e.atSeconds, e.level], turn: e.turn })),
      },
    ];
  }

  function lane(row, stretches, name, paint, grid) {
    return {
      name: `${name} talk`, type: 'line', symbol: 'none', color: paint, silent: true,
      xAxisIndex: grid, yAxisIndex: grid, lineStyle: { width: 12, cap: 'butt' },
      data: stretches.flatMap(([from, to]) => [[from, row], [to, row], [to, null]]),
    };
  }

  function course() {
    const felt = call.anger.some((points) => points.length);
    const lanes = [...call.speakers, 'both'];
    const grid = felt ? 1 : 0;
    const top = felt ? 290 : 20;
    const left = 110;
    const text = { color: color('--text') };
    const option = {
      animation: false, textStyle: { fontFamily: 'system-ui, sans-serif' },
      aria: {
        enabled: true,
        label: {
          description: `${felt ? 'Level of anger of each speaker and ' : ''}stretches of talk over `
            + `${clock(call.durationSeconds)}; the figures are in the tables and lists of this page.`,
        },
      },
      grid: [{ left, right: 20, top, height: 90 }],
      xAxis: [timeAxis(grid, true)],
      yAxis: [{
        gridIndex: grid, type: 'value', min: -0.6, max: 2.6, inverse: true, interval: 1,
        show: false,
      }],
      graphic: lanes.map((name, row) => ({
        type: 'text', left: 0, top: top + 90 * (row + 0.6) / 3.2 - 7,
        style: { text: name, fill: color('--text'), fontSize: 12, width: left - 12,
          overflow: 'truncate' },
      })),
      series: [
        ...call.speakers.map((name, i) => lane(i, call.talk[i], name, color(`--speaker${i + 1}`), grid)),
        lane(2, call.overlaps, 'both', color('--both'), grid),
      ],
    };
    if (felt) {
      option.grid.unshift({ left, right: 20, top: 40, height: 220 });
      option.xAxis.unshift(timeAxis(0, false));
      option.yAxis.unshift({
        gridIndex: 0, type: 'value', min: 0, max: 100, name: 'level of anger',
        nameTextStyle: { color: color('--soft') },
        axisLabel: { color: color('--soft') },
        splitLine: { lineStyle: { color: color('--line') } },
      });
      option.axisPointer = { link: [{ xAxisIndex: 'all' }] };
      option.legend = { data: call.speakers.map((name) => ({ name })), textStyle: text, top: 0,
        itemWidth: 40 };
      option.tooltip = {
        trigger: 'axis', backgroundColor: color('--panel'), borderColor: color('--line'),
        textStyle: text,
        formatter: (items) => {
          const curves = items.filter((i) => call.speakers.includes(i.seriesName));
          if (!curves.length) return '';
          const lines = curves.map((i) => `${escape(i.seriesName)}: ${Math.round(i.value[1])}`);
          return [clock(curves[0].value[0]), ...lines].join('<br>');
        },
      };
      option.series.unshift(...call.speakers.flatMap((name, i) => angerSeries(i)));
    }
    return { option, height: top + 130 };
  }

  function emotions() {
    const labels = [...new Set(call.quarters.flat().flatMap((means) => Object.keys(means)))];
    const paint = (label) => {
      const known = EMOTIONS.includes(label.toLowerCase());
      return color(known ? `--${label.toLowerCase()}` : OTHERS[labels.indexOf(label) % OTHERS.length]);
    };
    const half = (i) => (i === 0 ? { left: 45, right: '53%' } : { left: '53%', right: 15 });
    const axis = { axisLabel: { color: color('--soft') }, axisLine: { lineStyle: { color: color('--line') } } };
    const option = {
      animation: false, textStyle: { fontFamily: 'system-ui, sans-serif' },
      aria: {
        enabled: true, decal: { show: true },
        label: { description: 'Mean probability of each emotion in the four quarters, one panel '
          + 'per speaker; the same figures are in the tables below.' },
      },
      color: labels.map(paint),
      legend: { top: 0, textStyle: { color: color('--text') } },
      title: call.speakers.map((text, i) => ({
        text, top: 58, left: i ? '53%' : 45, textStyle: { fontSize: 14, color: color(`--speaker${i + 1}`) },
      })),
      tooltip: {
        trigger: 'axis', axisPointer: { type: 'shadow' }, backgroundColor: color('--panel'),
        borderColor: color('--line'), textStyle: { color: color('--text') },
        valueFormatter: (v) => (v == null ? '–' : `${Math.round(v)} %`),
      },
      grid: call.speakers.map((name, i) => ({ ...half(i), top: 90, height: 210 })),
      xAxis: call.speakers.map((name, i) => ({
        ...axis, gridIndex: i, type: 'category', data: ['1', '2', '3', '4'],
        name: 'quarter', nameLocation: 'middle', nameGap: 26, nameTextStyle: { color: color('--soft') },
      })),
      yAxis: call.speakers.map((name, i) => ({
        ...axis, gridIndex: i, type: 'value', min: 0, max: 100,
        axisLabel: { ...axis.axisLabel, formatter: '{value} %' },
        splitLine: { lineStyle: { color: color('--line') } },
      })),
      series: call.speakers.flatMap((name, i) => labels.map((label) => ({
        name: label, type: 'bar', stack: `speaker${i}`, xAxisIndex: i, yAxisIndex: i,
        barWidth: '60%', itemStyle: { borderColor: color('--page'), borderWidth: 1 },
        data: call.quarters[i].map((means) => (label in means ? 100 * means[label] : null)),
      }))),
    };
    return { option, height: 350 };
  }

  function draw(id, made, width) {
    const box = document.getElementById(id);
    if (!box) return;
    box.style.height = `${made.height}px`;
    box.setAttribute('role', 'img');
    const chart = echarts.init(box, null, { renderer: 'svg', width, height: made.height });
    chart.setOption(made.option);
    chart.on('click', (event) => {
      if (event.data && event.data.turn >= 0) location.hash = `turn-${event.data.turn}`;
    });
    charts.push(chart);
  }

  function drawAll(width) {
    charts.splice(0).forEach((chart) => chart.dispose());
    draw('course', course(), width);
    draw('emotions', emotions(), width);
  }

  const PAPER_WIDTH = 680;
  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawAll());
  addEventListener('resize', () => charts.forEach((chart) => chart.resize()));
  addEventListener('beforeprint', () => {
    document.documentElement.classList.add('paper');
    drawAll(PAPER_WIDTH);
  });
  addEventListener('afterprint', () => {
    document.documentElement.classList.remove('paper');
    drawAll();
  });
})();
