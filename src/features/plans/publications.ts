import { type PlanDocument } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type Schedule } from '../notices/index.js';
import { type StoredPlan } from './plan.entity.js';

/** A plan that takes its place as the plan of its season. */
export interface Publication {
  readonly plan: StoredPlan;
  readonly document: PlanDocument;
  /** Whose place it takes; null: the season had no plan. */
  readonly previous: {
    readonly plan: StoredPlan;
    readonly document: PlanDocument;
    /** What people know of it: with those who are counted on now, before any step. */
    readonly told: Schedule;
  } | null;
  readonly now: Date;
}

export type PublicationStep = (manager: EntityManager, publication: Publication) => Promise<void>;

/** What features do when a plan is published, in the transaction that publishes it. */
@Injectable()
export class Publications {
  private readonly steps: { readonly order: number; readonly step: PublicationStep }[] = [];

  /** @param order lower ones come first: what is told to people reads what was made before */
  register(order: number, step: PublicationStep): void {
    this.steps.push({ order, step });
    this.steps.sort((a, b) => a.order - b.order);
  }

  async carryOut(manager: EntityManager, publication: Publication): Promise<void> {
    for (const { step } of this.steps) await step(manager, publication);
  }
}
