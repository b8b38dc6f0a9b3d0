import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadConfig, SETTINGS } from '../../src/config/config.js';

// Comes with what reads OpenAPI; it has no types.
const yaml = createRequire(import.meta.url)('js-yaml') as {
  load(text: string, options: { schema: unknown }): unknown;
  YAML11_SCHEMA: unknown;
  loadAll(text: string): unknown[];
};
const read = (...path: string[]): string => readFileSync(join(process.cwd(), 'docker', ...path), 'utf8');

/** What whoever runs it has to give, and what they may give. */
const GIVEN: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: '9d41c7e2b8',
  HELI_API_TOKEN: '0f3b9c51d27a48e6b1c4d90e',
  HELI_AUTH_SECRET: 'vQ7wT2mZ9pLx4KdR8sYb1NcHfUe3GjAo',
};
/** After the text is read, as Compose does it: what is empty stays a text. */
const substituted = (_key: string, value: unknown): unknown =>
  typeof value !== 'string'
    ? value
    : value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, rest?: string) => {
        const found = GIVEN[name] ?? (kind === '-' ? rest : undefined);
        if (found === undefined) throw new Error(`${name} is neither given nor has a default`);
        return found;
      });

/** `ENV A=b C=d` of the image. */
const IMAGE = Object.fromEntries(
  [...read('Dockerfile').matchAll(/^ENV (.+)$/gm)].flatMap(([, line = '']) =>
    line.split(' ').map((pair) => pair.split('=', 2) as [string, string]),
  ),
);

/** The source of a file of the build. */
const sourceOf = (built: string): string => built.replace(/^dist\//, '').replace(/\.js$/, '.ts');

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

describe('docker/compose.yml', () => {
  // With `<<`, as Compose reads it.
  const written = yaml.load(read('compose.yml'), { schema: yaml.YAML11_SCHEMA });
  const { services, volumes } = JSON.parse(JSON.stringify(written), substituted) as Compose;
  const own = Object.entries(services).filter(([, { image }]) => image === 'heli');

  it('has the whole set', () => {
    expect(Object.keys(services).sort()).toEqual(['api', 'backup', 'migrate', 'postgres', 'redis', 'worker']);
  });

  it.each(own)('gives %s settings that it takes, and starts a file that is there', (_name, service) => {
    const given = { ...IMAGE, ...service.environment };
    expect(Object.keys(given).filter((name) => !SETTINGS.includes(name))).toEqual([]);
    expect(loadConfig(given)).toMatchObject({ production: true, auth: 'accounts', healthPort: 9100 });
    const [file] = /dist\/[\w/]+\.js/.exec(service.command?.join(' ') ?? '') ?? [];
    expect(existsSync(sourceOf(file ?? 'nothing'))).toBe(true);
    expect(service.read_only).toBe(true);
  });

  it('names only volumes and services that there are, and lets nobody but this machine in', () => {
    for (const service of Object.values(services)) {
      for (const volume of service.volumes ?? []) expect(volumes).toHaveProperty(volume.split(':')[0] ?? '');
      for (const [name, { condition }] of Object.entries(service.depends_on ?? {})) {
        const other = services[name];
        expect(other).toBeDefined();
        if (condition === 'service_healthy') expect(other?.healthcheck).toBeDefined();
      }
      for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:3000$/);
    }
    const lasting = Object.entries(services).filter(([name]) => name !== 'migrate');
    expect(lasting.filter(([, { restart }]) => restart !== 'unless-stopped')).toEqual([]);
  });
});

interface Container {
  readonly command: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly resources: { readonly requests: object; readonly limits: object };
  readonly securityContext: object;
  readonly volumeMounts?: readonly { readonly name: string }[];
}
interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}
interface Pod {
  readonly containers: readonly Container[];
  readonly volumes?: readonly { readonly name: string }[];
  readonly securityContext: object;
}
interface Template {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: Pod;
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: Template;
    readonly jobTemplate?: { readonly spec: { readonly template: Template } };
    readonly selector?: Readonly<Record<string, string>> & {
      readonly matchLabels?: Readonly<Record<string, string>>;
    };
    readonly scaleTargetRef?: { readonly name: string };
  };
}

describe('docker/k8s', () => {
  const manifests = readdirSync(join(process.cwd(), 'docker', 'k8s')).flatMap(
    (file) => yaml.loadAll(read('k8s', file)) as Manifest[],
  );
  const templates = manifests.flatMap(({ metadata, spec }) => {
    const template = spec?.template ?? spec?.jobTemplate?.spec.template;
    return template === undefined ? [] : [{ name: metadata.name, template }];
  });
  const settings = manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};

  it('has all that a cluster needs', () => {
    expect(manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      ...['ConfigMap heli', 'CronJob heli-backup', 'Deployment heli-api', 'Deployment heli-worker'],
      ...['HorizontalPodAutoscaler heli-api', 'Job heli-migrate', 'Namespace heli', 'NetworkPolicy heli'],
      ...['PersistentVolumeClaim heli-backups', 'PodDisruptionBudget heli-api'],
      ...[
        'PodDisruptionBudget heli-worker',
        'ScaledObject heli-worker',
        'Service heli',
        'ServiceAccount heli',
      ],
    ]);
    const elsewhere = manifests.filter(
      ({ kind, metadata }) => kind !== 'Namespace' && metadata.namespace !== 'heli',
    );
    expect(elsewhere).toEqual([]);
  });

  it.each(templates)(
    'runs $name with settings that it takes, without rights, and with secrets by reference',
    ({ template }) => {
      const { containers, volumes = [], securityContext } = template.spec;
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      for (const container of containers) {
        const env = container.env ?? [];
        const names = [...env.map(({ name }) => name), ...Object.keys(settings)];
        expect(names.filter((name) => !SETTINGS.includes(name))).toEqual([]);
        const literal = env.filter(({ value }) => value !== undefined).map(({ name }) => name);
        expect(literal.filter((name) => /URL|TOKEN|SECRET|PASSWORD/.test(name))).toEqual([]);
        const secrets: Readonly<Record<string, string>> = {
          DATABASE_URL: 'postgres://heli:9d41c7e2b8@db:5432/heli',
          REDIS_URL: 'redis://redis:6379',
          HELI_API_TOKEN: GIVEN.HELI_API_TOKEN ?? '',
          HELI_METRICS_TOKEN: '9d41c7e2b80f3b9c51d27a48',
          HELI_AUTH_SECRET: GIVEN.HELI_AUTH_SECRET ?? '',
        };
        const given = Object.fromEntries(env.map(({ name, value }) => [name, value ?? secrets[name]]));
        expect(loadConfig({ ...IMAGE, ...settings, ...given }).production).toBe(true);
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        });
        expect(existsSync(sourceOf(container.command[1] ?? 'nothing'))).toBe(true);
        const mounts = (container.volumeMounts ?? []).map(({ name }) => name).sort();
        expect(mounts).toEqual(volumes.map(({ name }) => name).sort());
      }
    },
  );

  it('asks each process at its port for probes, and finds what it scales and guards', () => {
    const lasting = templates.filter(({ name }) => /api|worker/.test(name));
    for (const { template } of lasting) {
      const [container] = template.spec.containers;
      const probes = [container?.livenessProbe, container?.readinessProbe].map((probe) => probe?.httpGet);
      expect(probes).toEqual([
        { path: '/health/live', port: 'health' },
        { path: '/health/ready', port: 'health' },
      ]);
      expect(container?.ports).toContainEqual({
        name: 'health',
        containerPort: Number(IMAGE.HELI_HEALTH_PORT),
      });
    }
    for (const { kind, spec } of manifests) {
      if (kind === 'PodDisruptionBudget' || kind === 'Service') {
        const wanted = spec?.selector?.matchLabels ?? spec?.selector;
        expect(lasting.map(({ template }) => template.metadata.labels)).toContainEqual(wanted);
      }
      if (spec?.scaleTargetRef !== undefined)
        expect(lasting.map(({ name }) => name)).toContain(spec.scaleTargetRef.name);
    }
  });
});
