/** A chart as picture: title above, source below, twice the screen's resolution. */
import { runCommand } from '../queries.ts';

type Captioned = { readonly title: string; readonly source: string };

/** Puts the picture on the clipboard. Returns what to tell the clerk. */
export async function copyPicture(chart: string, captions: Captioned): Promise<string> {
  const blob = await compose(chart, captions);
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  return '图片已复制，可粘贴到文档中。';
}

/** Asks where to save the picture. Returns what to tell the clerk, null when the dialog was closed. */
export async function savePicture(chart: string, captions: Captioned): Promise<string | null> {
  const blob = await compose(chart, captions);
  const png = new Uint8Array(await blob.arrayBuffer());
  const saved = await runCommand('exports.picture', { name: captions.title, png });
  return saved ? `已保存“${saved.file}”。` : null;
}

async function compose(chart: string, { title, source }: Captioned): Promise<Blob> {
  const image = new Image();
  image.src = chart;
  await image.decode();
  const canvas = document.createElement('canvas');
  const margin = 48;
  canvas.width = image.width + 2 * margin;
  canvas.height = image.height + 3 * margin + (source === '' ? 0 : 24);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('画布不可用，图片没有生成。请重新启动程序后再试。');
  const family = getComputedStyle(document.documentElement).fontFamily;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, margin, 2 * margin);
  context.fillStyle = '#1f2329';
  context.font = `600 36px ${family}`;
  context.fillText(title, margin, margin + 20, canvas.width - 2 * margin);
  context.fillStyle = '#5b6168';
  context.font = `22px ${family}`;
  if (source !== '') context.fillText(`来源：${source}`, margin, canvas.height - 28, canvas.width - 2 * margin);
  return await new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('图片没有生成，请重试。'))), 'image/png');
  });
}
