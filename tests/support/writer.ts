/** A process to be killed: `save` writes cells for ever, one line of output after each act; `import` writes one act that never ends. */
import { saveIndicator } from '../../src/main/store/indicators.ts';
import { type ObservationWrite, saveObservations } from '../../src/main/store/observations.ts';
import { openStore } from '../../src/main/store/open.ts';
import { saveOrganisation } from '../../src/main/store/organisations.ts';
import { addImport } from '../../src/main/store/records.ts';
import { write } from '../../src/main/store/transaction.ts';

const [kind, folder = ''] = process.argv.slice(2);
const now = '2026-11-22T08:00:00.000Z';
const db = openStore(folder, now);
const unit = { code: 'ZD', name: '张店区', shortName: '张店区', kind: 'district', groupName: '', parentCode: null } as const;
const figure = {
  code: 'X',
  name: '指标',
  unit: '',
  direction: 'higher',
  decimals: 2,
  frequency: 'month',
  formula: null,
  groupName: '',
} as const;
const ids = write(db, { actor: '张三', action: '准备', subject: '' }, now, (tx) => ({
  organisationId: saveOrganisation(tx, { ...unit, id: null, validFrom: null, validTo: null, aliases: [] }),
  indicatorId: saveIndicator(tx, { ...figure, id: null, aliases: [] }),
}));
const cell = (n: number): ObservationWrite => ({
  period: `${1900 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
  ...ids,
  value: String(n),
  state: 'reported',
  source: 'x'.repeat(200),
  note: '',
});

if (kind === 'save') {
  for (let act = 0; ; act += 1) {
    write(db, { actor: '张三', action: '填报', subject: '' }, now, (tx) =>
      saveObservations(
        tx,
        [0, 1, 2].map((n) => cell(act * 3 + n)),
      ),
    );
    process.stdout.write(`${act}\n`);
  }
}
write(db, { actor: '张三', action: '导入', subject: '' }, now, (tx) => {
  addImport(tx, 'big.xlsx', 'sha', 0);
  for (let batch = 0; ; batch += 1) {
    saveObservations(
      tx,
      Array.from({ length: 2000 }, (_, n) => cell(batch * 2000 + n)),
    );
    process.stdout.write(`${batch}\n`);
  }
});
