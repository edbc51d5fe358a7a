import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import { useReducedMotion } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Enforcement } from '../../api/enforcement.js';
import { boundWords } from './bound-words.js';
import { bars } from './promise.js';
import { SPREAD_HEIGHT } from './spread-card.js';

/** The histogram. Drawn for eyes alone: the numbers stand beside it. */
export function SpreadChart({ spread }: { readonly spread: Enforcement['revokeToDead'] }) {
  const { t, i18n } = useTranslation();
  const isStill = useReducedMotion();
  const data = bars(spread).map(({ upToMs, ...counts }) => ({ ...counts, took: upToMs === null ? t('enforcement.spread.longer') : boundWords(upToMs, i18n.language) }));
  return (
    <div role="img" aria-label={t('enforcement.spread.chart')}>
      <BarChart
        h={SPREAD_HEIGHT}
        type="stacked"
        dataKey="took"
        data={data}
        series={[
          { name: 'tokens', label: t('enforcement.spread.tokens'), color: 'indigo.6' },
          { name: 'permissions', label: t('enforcement.spread.permissions'), color: 'teal.6' },
        ]}
        withLegend
        legendProps={{ verticalAlign: 'top', height: 40 }}
        gridAxis="x"
        tickLine="none"
        yAxisProps={{ allowDecimals: false, width: 44 }}
        barProps={{ isAnimationActive: !isStill, radius: 3 }}
        barChartProps={{ accessibilityLayer: false }}
        valueFormatter={(value) => new Intl.NumberFormat(i18n.language).format(value)}
      />
    </div>
  );
}
