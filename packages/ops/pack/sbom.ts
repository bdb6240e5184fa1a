import type { LockedPackage } from './lock.ts';

/**
 * A software bill of materials from the lock file. Nothing in it depends on when or where it is written.
 * Source: CycloneDX 1.5 (ECMA-424's predecessor), JSON; package URLs by the purl specification, type npm.
 */
export function billOfMaterials(packages: readonly LockedPackage[], version: string): unknown {
  const product = `pkg:npm/scenario-sandbox@${version}`;
  const refs = new Map(packages.map((each) => [each.path, `${purlOf(each)}#${each.path}`]));
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': product,
        name: 'scenario-sandbox',
        version,
        purl: product,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: packages.map((each) => ({
      type: 'library',
      'bom-ref': refs.get(each.path),
      name: each.name,
      version: each.version,
      purl: purlOf(each),
      ...(each.license && { licenses: [{ expression: each.license }] }),
      ...(each.integrity?.startsWith('sha512-') && {
        hashes: [{ alg: 'SHA-512', content: hexOf(each.integrity.slice('sha512-'.length)) }],
      }),
    })),
    dependencies: packages.map((each) => ({
      ref: refs.get(each.path),
      dependsOn: each.dependsOn.map((path) => refs.get(path)).filter(Boolean),
    })),
  };
}

function purlOf({ name, version }: LockedPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}
