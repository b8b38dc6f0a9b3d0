import { Module, type OnModuleInit } from '@nestjs/common';
import { Duty } from '../../features/duties/index.js';
import { PlansModule, Publications } from '../../features/plans/index.js';

/** After the duties are made, before anybody hears of them. */
const AFTER_DUTIES = 25;

/**
 * The demo's season is published when a part of it is over. Whoever served in that part had said so beforehand: those
 * duties are accepted as they are made, or they would count as never answered.
 */
@Module({ imports: [PlansModule] })
export class AnsweredPastModule implements OnModuleInit {
  constructor(private readonly publications: Publications) {}

  onModuleInit(): void {
    this.publications.register(AFTER_DUTIES, async (manager, { plan, now }) => {
      await manager
        .createQueryBuilder()
        .update(Duty)
        .set({ state: 'accepted', answeredAt: () => `start_at - interval '5 days'` })
        .where('plan_id = :planId AND state = :state AND start_at <= :now', {
          planId: plan.id,
          state: 'offered',
          now,
        })
        .execute();
    });
  }
}
