/** Sites the ledger and the register of 试点 name already: proposed to the list of sites, so that nobody types them twice. */
import type { Site } from '../contract/inspection-draws.ts';

export type SiteSource = {
  readonly from: 'task' | 'pilot';
  readonly title: string;
  readonly organisation: string;
  /** As it was written there. */
  readonly site: string;
};
export type SiteProposal = {
  /** As it would be registered; level and block are proposals. */
  readonly site: Site;
  /** “任务“深化‘一次办好’改革”等 3 项”. */
  readonly words: string;
  /** Code of the site that is this one already; null for a new one. */
  readonly known: string | null;
};

const bare = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');

/** What a place is by its name: 社区 and villages are 基层, towns and sub-districts 镇办, anything else of a unit's own level. */
function levelOf(name: string, isDistrict: boolean): Site['level'] {
  if (/(?:社区|村|居委会|学校|小学|中学|医院|企业|公司)$/.test(name)) return 'base';
  if (/(?:街道|街道办事处|办事处|镇|乡|街道.*中心|镇.*中心)$/.test(name)) return 'township';
  return isDistrict ? 'district' : 'city';
}

/**
 * One proposal a place, however often it is named, by unit in the order given.
 * @param units in official order, with whether each is a district
 */
export function proposeSites(
  sources: readonly SiteSource[],
  known: readonly Pick<Site, 'code' | 'name' | 'organisation'>[],
  units: readonly { readonly code: string; readonly isDistrict: boolean }[],
): readonly SiteProposal[] {
  const taken = new Set(known.map(({ code }) => code));
  const places = new Map<string, SiteSource[]>();
  for (const source of sources) {
    const key = `${source.organisation}\n${bare(source.site)}`;
    places.set(key, [...(places.get(key) ?? []), source]);
  }
  return units.flatMap(({ code: organisation, isDistrict }) =>
    [...places.values()].flatMap((own): readonly SiteProposal[] => {
      const [first] = own;
      if (!first || first.organisation !== organisation) return [];
      const name = first.site.normalize('NFC').trim().slice(0, 40);
      const same = known.find((one) => one.organisation === organisation && bare(one.name) === bare(first.site));
      const code = same?.code ?? freeCode(organisation, taken);
      taken.add(code);
      const more = own.length > 1 ? `等 ${own.length} 项` : '';
      return [
        {
          site: {
            code,
            name,
            organisation,
            level: levelOf(name, isDistrict),
            // A pilot is looked at for how it is led, a task for how its document is carried out.
            block: first.from === 'pilot' ? 'groups' : 'documents',
            address: '',
            contact: '',
            isActive: true,
          },
          words: `${first.from === 'pilot' ? '试点' : '任务'}“${first.title}”${more}`,
          known: same?.code ?? null,
        },
      ];
    }),
  );
}

function freeCode(organisation: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const code = `${organisation}-${String(number).padStart(2, '0')}`;
    if (!taken.has(code)) return code;
  }
}
