/* Series from data-chart to Apache ECharts: drawn on canvas, tooltips as rich text, so that no inline style is needed. */
(() => {
  const paint = getComputedStyle(document.documentElement);
  const tone = (name) => paint.getPropertyValue(`--${name}`).trim();
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ink = tone("ink"), soft = tone("soft"), rule = tone("hair");
  const font = getComputedStyle(document.body).fontFamily;
  const common = {
    animation: !still, animationDuration: 350, textStyle: { fontFamily: font, color: ink },
    tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" }, backgroundColor: tone("sheet"), borderColor: rule, textStyle: { color: ink } },
    legend: { left: 0, top: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: ink } },
  };
  const bars = (data) => data.series.map((one) => ({
    name: one.name, type: "bar", stack: "all", data: one.data, barMaxWidth: 26,
    itemStyle: { color: tone(one.tone), ...(one.tone === "waiting" ? { borderColor: tone("line"), borderWidth: 1 } : {}) },  // pale: seen by its edge
    emphasis: { focus: "none" },
  }));
  const draw = (host) => {
    const data = JSON.parse(host.dataset.chart);
    const places = data.kind === "places";
    const names = { type: "category", data: data.names, inverse: places, axisTick: { show: false }, axisLine: { lineStyle: { color: soft } }, axisLabel: { color: ink } };
    const counts = { type: "value", minInterval: 1, splitLine: { lineStyle: { color: rule } }, axisLabel: { color: soft } };
    const series = bars(data);
    for (const mark of data.marks || []) {
      series[0].markLine ||= { symbol: "none", data: [], lineStyle: { color: tone("seal"), type: "solid", width: 1.5 }, label: { color: tone("seal") }, silent: true };
      series[0].markLine.data.push({ xAxis: mark.at, label: { formatter: mark.label } });
    }
    const narrow = host.clientWidth < 520;
    if (places) host.style.height = `${Math.max(150, 78 + data.names.length * 30)}px`;
    host.classList.toggle("lit", window.matchMedia("(prefers-color-scheme: dark)").matches);  // print.css darkens its ink again
    const chart = echarts.init(host, null, { renderer: "canvas", devicePixelRatio: Math.max(2, window.devicePixelRatio) });
    chart.setOption({
      ...common, series,
      grid: { left: 4, right: 16, top: narrow ? 64 : 46, bottom: 4, containLabel: true },
      xAxis: places ? counts : names, yAxis: places ? names : counts,
    });
    new ResizeObserver(() => chart.resize()).observe(host);
  };
  for (const host of document.querySelectorAll("[data-chart]")) draw(host);
})();
