import { type RepairTexts } from './repair-texts.js';

const number = (value: number): string => value.toLocaleString('zh-CN');
const hours = (minutes: number): string =>
  (minutes / 60).toLocaleString('zh-CN', { maximumFractionDigits: 1 });

export const zhCN: RepairTexts = {
  kinds: {
    'take-back': '撤回原先的决定',
    move: '改个时间',
    'fewer-people': '降低最低人数',
    'less-venue': '放宽场地要求',
    'on-holiday': '在法定节假日办',
    'raise-spending': '提高支出上限',
    'ask-person': '请人腾出时间',
    'raise-limit': '请人多承担一些',
    'lend-venue': '借用场地',
    'open-venue': '请场地加开时段',
    money: '补足经费',
    certificate: '培训取证',
    equipment: '添置器材',
    'new-person': '招募新人',
    'new-leader': '招募带队人',
    'new-grown-up': '招募成年人',
    'new-group': '新增队伍',
  },
  limits: {
    minutesPerDay: (value) => `每日 ${hours(value)} 小时`,
    minutesPerWeek: (value) => `每周 ${hours(value)} 小时`,
    minutesPerSeason: (value) => `全季 ${hours(value)} 小时`,
    activitiesPerDay: (value) => `每日 ${value} 场`,
    activitiesPerWeek: (value) => `每周 ${value} 场`,
    activitiesPerSeason: (value) => `全季 ${value} 场`,
  },
  change: {
    move: (when) => `改到 ${when}`,
    onHoliday: '就在法定节假日办',
    fewerPeople: (role, from, to) => `把${role}的最低人数由 ${from} 降到 ${to}`,
    fewerSeats: (from, to) => `场地座位由 ${from} 个减到 ${to} 个`,
    withoutFeatures: (features) => `场地不要求${features}`,
    anyVenue: '不限定场地，凡可供本社区使用的都行',
    lendVenue: (venue, community) => `请把${venue}借给${community}`,
    openVenue: (venue, when) => `请${venue}在 ${when} 开放`,
    newPeople: (count, skills, when) => `再招 ${count} 人（${skills}），${when}`,
    askPerson: (person, when) => `请${person}腾出 ${when}`,
    certificate: (person, skill) => `请${person}参加培训，取得“${skill}”资格`,
    raiseLimit: (person, limits) => `请${person}多承担一些：上限提到${limits}`,
    offered: (amount) => `全季可服务 ${amount} 小时`,
    money: (amount, purposes, community) => `为${community}再筹 ${amount}（${purposes}）`,
    largerGift: (gift, amount) => `请“${gift}”增加 ${amount}`,
    raiseSpending: (limit, amount) => `把支出上限“${limit}”提高 ${amount}`,
    equipment: (count, name) => `添置 ${count} 件${name}`,
    newGroup: (tags, when) => `再请一支队伍${tags === '' ? '' : `（${tags}）`}，${when}`,
    takeBack: '撤回不举办的决定',
  },
  together: (parts) => parts.join('，同时'),
  noSkill: '不要求特别技能',
  weekly: (weekdays, from, to) => `每${weekdays} ${from}–${to}`,
  open: (activities, places, explained) =>
    `未落实：${number(activities)} 项活动不举办，${number(places)} 个岗位缺人；其中 ${number(explained)} 处已寻找补救办法。`,
  nothingOpen: '没有未落实的：活动全部举办，岗位全部到人。',
  group: (index, dropped, count, missing, condition, skills) =>
    `${index}. ${dropped ? `${number(count)} 项活动不举办` : `${number(count)} 个岗位缺人`}${missing === null ? '' : `，共缺 ${missing}`}${skills === null ? '' : `（${skills}）`}：卡在“${condition}”`,
  people: (count) => `${number(count)} 人`,
  furtherMembers: (titles, further) =>
    `同类：${titles}${further > 0 ? `等，另有 ${number(further)} 处` : ''}`,
  rivals: (list) => `所缺的正用在：${list}`,
  rival: (activity, people, fate) => {
    const parts = [
      ...(people > 0 ? [`${number(people)} 人`] : []),
      ...(fate === 'dropped'
        ? ['要停办']
        : fate === 'moved'
          ? ['要改期']
          : fate === 'loses-people'
            ? ['要让出人手']
            : []),
    ];
    return parts.length === 0 ? activity : `${activity}（${parts.join('，')}）`;
  },
  price: (price) => `照目前的条件，要办就得付出代价：${price}`,
  impossible: (rules) => `照目前的条件办不成，以下各条缺一不可：${rules}`,
  perhapsImpossible: (rules) => `照目前的条件办不成，原因是：${rules}`,
  repairs: '补救办法（最省力的在前）：',
  repair: (index, change, effect, price) => `${index}) ${change} → ${effect}；${price}`,
  heldThen: '活动即可举办',
  fills: (places, complete) => `可补上 ${number(places)} 人${complete ? '，不再缺人' : ''}`,
  least: (proven) => (proven ? '已证明再少就不行' : '也许还可以更少'),
  onlyDecided: '须定下用在这里才有效，否则用在别处更合算',
  notFree: '别处会有损失',
  noRepair: (tried) => `试过的办法都不行：${tried}`,
  noneKnown: '没有找到改动一两处就能解决的办法。',
  tried: (kind, count) => `${kind}（${count} 种）`,
  untried: (count) => `另有 ${number(count)} 种办法因时间不够未试`,
  recruitHead: (considered, solved, worthless, untried) =>
    `共考虑 ${number(considered)} 种可能：重新求解 ${number(solved)} 种，已证明无用 ${number(worthless)} 种，未求解 ${number(untried)} 种。`,
  notPriced: '时间不够或规模太大，没有计算影子价格，按缺口多少挑选。',
  nothingScarce: '没有发现增加一份就有帮助的资源。',
  venueSlot: (venue, when) => `${venue}，${when}`,
  inCommunity: (what, community) => `${community}：${what}`,
  scarce: (index, what, worth) => `${index}. ${what} → ${worth}`,
  activitiesMore: (count) => `${count > 0 ? '多' : '少'}举办 ${Math.abs(count)} 项活动`,
  placesMore: (count) => `${count > 0 ? '多' : '少'}落实 ${Math.abs(count)} 个岗位名额`,
  perActivity: (amount) => `每多办一项活动需 ${amount}`,
  atMost: (aims) => `已证明价值至多${aims}`,
  aimPoints: (aim, points) => `“${aim}” ${number(points)} 分`,
  aimMoney: (aim, amount) => `“${aim}” ${amount}`,
};
