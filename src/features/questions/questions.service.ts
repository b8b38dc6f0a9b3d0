import { type Question } from '@heli/contracts';
import { Injectable } from '@nestjs/common';
import { Transactions } from '../../database/index.js';
import { AppError, notFound } from '../../errors/index.js';
import { type Page, type PageQuery, paginate } from '../../http/index.js';
import { JobQueues } from '../../queue/index.js';
import { Assignment, PlansService } from '../plans/index.js';
import { QuestionStore } from './question-store.js';
import { StoredQuestion } from './question.entity.js';

/** Questions that wait for a worker or have one, of all plans together. */
const MOST_UNFINISHED = 100;

@Injectable()
export class QuestionsService {
  constructor(
    private readonly store: QuestionStore,
    private readonly plans: PlansService,
    private readonly queues: JobQueues,
    private readonly transactions: Transactions,
  ) {}

  /** The row first, then the queue: what falls between the two is found by the sweep. */
  ask(planId: string, asked: Question): Promise<StoredQuestion> {
    return this.transactions.run(async () => {
      await this.plans.get(planId);
      const unfinished = await this.store.unfinished();
      if (unfinished >= MOST_UNFINISHED)
        throw new AppError('QUESTIONS_BUSY', `${unfinished} questions are waiting for an answer already`);
      const question = await this.store.create(planId, asked);
      await this.transactions.afterCommit(() => this.queues.enqueueQuestion(question.id, question.attempt));
      return question;
    });
  }

  get(id: string): Promise<StoredQuestion> {
    return this.store.get(id);
  }

  /** Newest first, without their answers. */
  async list(planId: string, page: PageQuery): Promise<Page<StoredQuestion>> {
    await this.plans.get(planId);
    const query = this.transactions.manager
      .createQueryBuilder(StoredQuestion, 'question')
      .where('question.planId = :planId', { planId });
    return paginate(query, page, [
      { property: 'createdAt', direction: 'DESC' },
      { property: 'id', direction: 'ASC' },
    ]);
  }

  cancel(id: string): Promise<StoredQuestion> {
    return this.store.cancel(id);
  }

  async assignment(id: string): Promise<Assignment> {
    const assignment = await this.transactions.manager.findOneBy(Assignment, { id });
    if (assignment === null) throw notFound('Assignment', id);
    return assignment;
  }
}
