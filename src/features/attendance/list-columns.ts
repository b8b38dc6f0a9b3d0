import { type AttendanceState } from '@heli/contracts';
import {
  type Column,
  column,
  readWord,
  syntax,
  type Vocabulary,
  words,
  writeWord,
} from '../imports/index.js';

const STATES: Vocabulary<AttendanceState> = {
  entries: [
    {
      value: 'checked-in',
      'zh-CN': ['到场', '已到', '签到', '已签到', '出勤', '来了', '√', '✓'],
      en: ['came', 'present', 'checked-in', 'checked in', 'yes', '1'],
    },
    {
      value: 'no-show',
      'zh-CN': ['未到', '缺席', '缺勤', '没来', '×', '✗'],
      en: ['no-show', 'no show', 'absent', 'no', '0'],
    },
    { value: 'excused', 'zh-CN': ['请假', '事假', '病假'], en: ['excused', 'leave'] },
  ],
};

const state = syntax<AttendanceState>(
  (text) => readWord(STATES, text),
  (value, { language }) => writeWord(STATES, value, language),
);

/** The list that coordinators print, fill in and read back. Name, role and planned time are for people's eyes. */
export const LIST_COLUMNS: readonly Column[] = [
  column('volunteerId', ['编号', '志愿者编号'], ['id', 'volunteer id', 'volunteer'], words),
  column('name', ['姓名', '名称'], ['name', 'full name'], words),
  column('role', ['岗位', '角色'], ['role'], words),
  column('start', ['计划开始'], ['planned start'], words),
  column('end', ['计划结束'], ['planned end'], words),
  column('state', ['出勤', '签到情况', '到场情况'], ['attendance', 'state'], state),
  column('checkedInAt', ['签到时间', '到场时间'], ['time in', 'checked in at'], words),
  column('checkedOutAt', ['签退时间', '离场时间'], ['time out', 'checked out at'], words),
  column('reason', ['备注', '原因'], ['remark', 'reason'], words),
];
