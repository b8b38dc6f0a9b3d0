import { Module } from '@nestjs/common';
import { BelongingsOfFeatures } from './belongings-of-features.js';

/** Tells the guard whose the things of the features are. */
@Module({ providers: [BelongingsOfFeatures] })
export class AccessModule {}
