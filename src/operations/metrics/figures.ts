import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics } from 'prom-client';
import { Meters } from '../../metrics/index.js';

export interface Page {
  readonly contentType: string;
  readonly text: string;
}

/** All figures of the process in the format of Prometheus. */
@Injectable()
export class Figures {
  private begun = false;

  constructor(private readonly meters: Meters) {}

  async page(): Promise<Page> {
    const { registry } = this.meters;
    // Node's own are watched from the first time that somebody asks: without Prometheus they would cost for nothing.
    if (!this.begun) collectDefaultMetrics({ register: registry });
    this.begun = true;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }
}
