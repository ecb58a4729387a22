import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';

/** A long-form workbook: every month of 11 districts and 40 figures until there are enough rows. */
export async function writeLongWorkbook(file: string, rows: number): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file });
  const sheet = book.addWorksheet('数据');
  sheet.addRow(['考核期', '单位', '指标', '数值', '备注']).commit();
  const units = ['张店区', '淄川区', '博山区', '周村区', '临淄区', '桓台县', '高青县', '沂源县', '高新区', '经开区', '文昌湖区'];
  const figures = [
    'A1a',
    'A1b',
    'A1c',
    'A2a',
    'A2b',
    'A3a',
    'A3b',
    'A4a',
    'A4b',
    'A5a',
    'A5b',
    'B1a',
    'B1b',
    'B2a',
    'B2b',
    'B3a',
  ];
  for (let n = 0; n < rows; n += 1) {
    const month = Math.floor(n / (units.length * figures.length));
    const period = `${1950 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
    sheet
      .addRow([
        period,
        units[n % units.length],
        figures[Math.floor(n / units.length) % figures.length],
        n % 97,
        n % 10 === 0 ? '补报' : '',
      ])
      .commit();
  }
  sheet.commit();
  await book.commit();
}

/** What the same library takes to do nothing but read the file. */
export async function bareRead(file: string): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await readFile(file)) as never);
}
