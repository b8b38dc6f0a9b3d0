import { findingLines, type Lines, type NoticeTexts, type TimeWords } from './texts.js';
import { type ParametersOf, type Party, sameTime } from './parameters.js';

const place = (venue: string | null): string => venue ?? '另行通知';
const where = (venue: string | null): string => (venue === null ? '' : `，地点：${venue}`);
const WHO: Readonly<Record<Party, string>> = { volunteer: '您', group: '贵团队', venue: '贵场地' };

const left = (days: number): string => (days === 0 ? '今天是最后一天' : `还有 ${days} 天`);
const joined = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '安排') : `${words.slice(0, -1).join('、')}和${words.at(-1) ?? ''}`;

const answerLines = (respondBy: string | null, link: string | null, times: TimeWords): Lines => [
  respondBy === null ? null : `请在${times.moment(respondBy)}之前答复。`,
  link === null ? null : `接受或谢绝，请点：${link}`,
];
const answerShort = (respondBy: string | null, link: string | null, times: TimeWords): string =>
  `${respondBy === null ? '' : `请在${times.moment(respondBy)}之前答复。`}${link ?? ''}`;

function changes({ before, after, roles }: ParametersOf<'change'>, times: TimeWords) {
  const moved = !sameTime(before, after);
  const elsewhere = before.venue !== after.venue;
  const lines = [
    moved
      ? `时间：原为${times.span(before.start, before.end)}，现改为${times.span(after.start, after.end)}`
      : `时间不变：${times.span(after.start, after.end)}`,
    elsewhere
      ? `地点：原为${place(before.venue)}，现改为${place(after.venue)}`
      : `地点不变：${place(after.venue)}`,
    ...(roles === null ? [] : [`分工：原为${roles.before}，现改为${roles.after}`]),
  ];
  const what = [
    ...(moved ? ['时间'] : []),
    ...(elsewhere ? ['地点'] : []),
    ...(roles === null ? [] : ['分工']),
  ];
  return { lines, what: joined(what) };
}

const VACANCIES: Readonly<Record<ParametersOf<'vacancy'>['news'], { subject: string; told: string }>> = {
  declined: { subject: '有人谢绝', told: '有一位志愿者谢绝了' },
  expired: { subject: '到期未答复', told: '有一位志愿者到期没有答复' },
  excused: { subject: '有人请假', told: '有一位志愿者请假了' },
  withdrawn: { subject: '岗位空出', told: '有一个名额空出来了' },
  filled: { subject: '替补到位', told: '的替补已经到位' },
  'nobody-found': { subject: '没有替补', told: '没有找到替补，请您另行安排' },
};

export const zhCN: NoticeTexts = {
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  date: (year, month, day, weekday) => `${year}年${month}月${day}日（${weekday}）`,
  dayGap: '',
  sender: '【合力】',
  ending: '合力 · 社区活动排期',
  templates: {
    offer: ({ activity, community, start, end, venue, party, role, respondBy, link }, times) => {
      const invited: Record<Party, string> = {
        volunteer: `想请您参加“${activity}”${role === null ? '' : `，担任${role}`}。`,
        group: `想请贵团队参加“${activity}”。`,
        venue: `想借用贵场地举办“${activity}”。`,
      };
      return {
        subject: party === 'venue' ? `借用场地：${activity}` : `邀请参加：${activity}`,
        lines: [
          `您好！${community}${invited[party]}`,
          '',
          `时间：${times.span(start, end)}`,
          `地点：${place(venue)}`,
          ...answerLines(respondBy, link, times),
        ],
        short: `${community}${invited[party]}${times.span(start, end)}${where(venue)}。${answerShort(respondBy, link, times)}`,
      };
    },
    'answer-due': ({ activity, community, start, end, venue, party, role, respondBy, link }, times) => {
      const asked: Record<Party, string> = {
        volunteer: `请您参加“${activity}”${role === null ? '' : `，担任${role}`}，还没有收到您的答复。`,
        group: `请贵团队参加“${activity}”，还没有收到贵团队的答复。`,
        venue: `想借用贵场地举办“${activity}”，还没有收到答复。`,
      };
      return {
        subject: `请尽快答复：${activity}`,
        lines: [
          `您好！${community}${asked[party]}`,
          '',
          `时间：${times.span(start, end)}`,
          `地点：${place(venue)}`,
          ...answerLines(respondBy, link, times),
          '过了时间没有答复，就会另作安排。',
        ],
        short: `${community}${asked[party]}${times.span(start, end)}${where(venue)}。${answerShort(respondBy, link, times)}`,
      };
    },
    change: (parameters, times) => {
      const { activity, community, party, after, roles, respondBy, link } = parameters;
      const { lines, what } = changes(parameters, times);
      return {
        subject: `${what}有变：${activity}`,
        lines: [
          `您好！${community}“${activity}”的${what}有变，请${WHO[party]}留意。`,
          '',
          ...lines,
          ...answerLines(respondBy, link, times),
        ],
        short: `${community}“${activity}”的${what}有变：现为${times.span(after.start, after.end)}，地点：${place(after.venue)}${
          roles === null ? '' : `，分工：${roles.after}`
        }。${answerShort(respondBy, link, times)}`,
      };
    },
    cancellation: ({ activity, community, start, end, venue, party, reason }, times) => {
      const dropped = reason === 'activity-dropped';
      const sorry = dropped
        ? `${community}原定的“${activity}”取消了。`
        : {
            volunteer: `${community}“${activity}”的人手有了调整，这次不用麻烦您到场了。`,
            group: `${community}“${activity}”的安排有了调整，这次不用麻烦贵团队参加了。`,
            venue: `${community}“${activity}”改了地方，这次不再借用贵场地了。`,
          }[party];
      return {
        subject: `${dropped ? '活动取消' : party === 'venue' ? '不再借用场地' : '不用到场'}：${activity}`,
        lines: [
          `您好！${sorry}`,
          '',
          `原定时间：${times.span(start, end)}`,
          `原定地点：${place(venue)}`,
          '',
          '谢谢您的支持！',
        ],
        short: `${sorry}原定时间：${times.span(start, end)}${where(venue)}。`,
      };
    },
    reminder: ({ activity, community, start, end, venue, party, role }, times) => {
      const coming = {
        volunteer: `提醒您：您要参加${community}的“${activity}”${role === null ? '' : `，担任${role}`}。`,
        group: `提醒您：贵团队要参加${community}的“${activity}”。`,
        venue: `提醒您：${community}将在贵场地举办“${activity}”。`,
      }[party];
      return {
        subject: `活动提醒：${activity}`,
        lines: [
          `您好！${coming}`,
          '',
          `时间：${times.span(start, end)}`,
          `地点：${place(venue)}`,
          '',
          '如有变化，请尽早告诉协调员。',
        ],
        short: `${coming}${times.span(start, end)}${where(venue)}。`,
      };
    },
    'booking-news': ({ activity, community, start, end, venue, news, reason }, times) => {
      const said = {
        declined: `“${venue}”不能借给${community}“${activity}”了。`,
        'no-answer': `“${venue}”一直没有答复${community}“${activity}”的借用请求，已不再占用。`,
        closed: `“${venue}”届时关闭，不能借给${community}“${activity}”了。`,
        confirmed: `“${venue}”又可以借给${community}“${activity}”了。`,
      }[news];
      const next = news === 'confirmed' ? null : '系统正在重新排期，尽量少改动；草案出来后会通知理事会。';
      return {
        subject: `${news === 'confirmed' ? '场地又可借用' : '场地落空'}：${activity}`,
        lines: [
          said,
          '',
          `时间：${times.span(start, end)}`,
          `场地：${venue}`,
          reason === null ? null : `原因：${reason}`,
          next,
        ],
        short: `${said}时间：${times.span(start, end)}。${reason === null ? '' : `原因：${reason}。`}`,
      };
    },
    'booking-released': ({ activity, community, start, end, venue }, times) => {
      const said = `${community}想借用“${venue}”举办“${activity}”，一直没有收到答复，现已另作安排，不再占用贵场地。`;
      return {
        subject: `不再借用场地：${activity}`,
        lines: [
          `您好！${said}`,
          '',
          `原定时间：${times.span(start, end)}`,
          '如果场地其实可以借用，请尽快告诉协调员。',
        ],
        short: `${said}原定时间：${times.span(start, end)}。`,
      };
    },
    'plan-proposed': ({ season, bookings, outcome, plan, people }) => {
      const said = {
        proposed: `“${season}”有 ${bookings} 处场地落空，新方案的草案已经排好${people === null ? '' : `，需要另行通知 ${people} 人`}。`,
        impossible: `“${season}”有 ${bookings} 处场地落空，按理事会现有的决定排不出新方案。`,
        failed: `“${season}”有 ${bookings} 处场地落空，新方案没能自动排出来。`,
      }[outcome];
      const next = {
        proposed: '请理事会审阅并决定是否公布。',
        impossible: '请调整或撤销相关决定，再重新排期。',
        failed: '请重新启动排期计算。',
      }[outcome];
      return {
        subject: `${outcome === 'proposed' ? '新方案待审阅' : '需要理事会处理'}：${season}`,
        lines: [said, plan === null ? null : `草案编号：${plan}`, next],
        short: `${said}${next}`,
      };
    },
    understaffed: ({ activity, community, start, end, venue, days, open }, times) => {
      const missing = open.map(({ role, missing }) => `${role}缺 ${missing} 人`).join('，');
      return {
        subject: `${days === 0 ? '今天' : `还有 ${days} 天，`}人手不够：${activity}`,
        lines: [
          `${community}“${activity}”${days === 0 ? '今天就' : `还有 ${days} 天就`}要举行，人手仍不够：`,
          '',
          ...open.map(({ role, missing }) => `· ${role}：还缺 ${missing} 人`),
          '',
          `时间：${times.span(start, end)}`,
          `地点：${place(venue)}`,
        ],
        short: `${community}“${activity}”${times.span(start, end)}${where(venue)}，${days === 0 ? '就在今天' : `还有 ${days} 天`}，人手不够：${missing}。`,
      };
    },
    vacancy: ({ activity, community, start, end, venue, role, news, searching }, times) => {
      const said = VACANCIES[news];
      const next = searching ? '正在依次征询替补人选。' : null;
      return {
        subject: `${said.subject}：${activity}`,
        lines: [
          `${community}“${activity}”的“${role}”岗位${said.told}。`,
          next,
          '',
          `时间：${times.span(start, end)}`,
          `地点：${place(venue)}`,
        ],
        short: `${community}“${activity}”${times.span(start, end)}${where(venue)}，“${role}”岗位${said.told}。${next ?? ''}`,
      };
    },
    digest: ({ community, firstDay, lastDay, activities, places, filled, short }, times) => ({
      subject: `${community}一周简报：${times.day(firstDay)}至${times.day(lastDay)}`,
      lines: [
        `${community}${times.day(firstDay)}至${times.day(lastDay)}：`,
        '',
        `· 活动 ${activities} 场`,
        `· 需要 ${places} 人次，已安排 ${filled} 人次`,
        ...(short.length === 0 ? ['· 人手都已到位'] : ['· 人手不够的活动：']),
        ...short.map(
          ({ activity, start, end, venue, missing }) =>
            `  ${times.span(start, end)} ${activity}（${place(venue)}），还缺 ${missing} 人`,
        ),
      ],
      short: `${community}${times.day(firstDay)}至${times.day(lastDay)}：活动 ${activities} 场，需要 ${places} 人次，已安排 ${filled} 人次${
        short.length === 0 ? '，人手都已到位' : `，${short.length} 场人手不够`
      }。`,
    }),
    'one-time-code': ({ code, minutes }) => ({
      subject: `验证码：${code}`,
      lines: [
        `您的验证码是 ${code}，${minutes} 分钟内有效。`,
        '',
        '请勿告诉任何人。如果不是您本人在操作，请不必理会。',
      ],
      short: `验证码 ${code}，${minutes} 分钟内有效，请勿告诉任何人。`,
    }),
    'qualification-expiry': ({ skill, validUntil, days }, times) => ({
      subject: `“${skill}”资格即将到期`,
      lines: [
        `您好！您的“${skill}”资格到${times.day(validUntil)}为止，${left(days)}。`,
        '',
        '到期以后，需要这项资格的活动就不能再安排您参加了。请及时换证，并把新的有效期告诉协调员。',
      ],
      short: `您的“${skill}”资格到${times.day(validUntil)}为止，${left(days)}，请及时换证。`,
    }),
    'data-quality': ({ community, day, counts }, times) => {
      const findings = findingLines(counts, 'zh-CN');
      return {
        subject: `${community}资料核对：有 ${findings.length} 项值得一看`,
        lines: [
          `${community}的资料，截至${times.day(day)}有 ${findings.length} 项值得一看：`,
          '',
          ...findings.map((finding) => `· ${finding}`),
          '',
          '具体是哪些，请在资料核对报告里查看。',
        ],
        short: `${community}的资料有 ${findings.length} 项值得一看，请查看资料核对报告。`,
      };
    },
    'season-rolled': ({ season, next, firstDay, lastDay, series, activities, provisional }, times) => ({
      subject: `下一季已经建好：${next}`,
      lines: [
        `“${season}”即将结束，系统已自动建好下一季“${next}”。`,
        '',
        `起止：${times.day(firstDay)}至${times.day(lastDay)}`,
        `沿用的系列活动：${series} 个，共 ${activities} 场`,
        provisional ? '其中有的年份还没有公布放假安排，暂按法定节假日计算；公布后请更新这一季的日历。' : null,
        '',
        '社区、规则和权重照旧，其他内容没有复制。请理事会过目。',
      ],
      short: `“${season}”即将结束，下一季“${next}”（${times.day(firstDay)}至${times.day(lastDay)}）已自动建好，沿用系列活动 ${series} 个、共 ${activities} 场，请理事会过目。`,
    }),
  },
};
