/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-kernel-private.h"

#include "radio/dect-antenna.h"

#include <math.h>
#include <string.h>

/* Compiled once for each set: KERNEL names it. */
#define NAME(set) #set
#define NAME_OF(set) NAME (set)
#define SYMBOL(set) dect_kernel_##set
#define SYMBOL_OF(set) SYMBOL (set)

/* --- Edges of shadows ------------------------------------------------------------------------- */

static gboolean
add_edge (DectKernelEdge *edge, gint32 *differences, gsize stride, guint n)
{
  gint64 x = edge->x;
  gint64 step = edge->step;
  gint32 jump = edge->jump;
  guint64 mask = (G_GUINT64_CONSTANT (1) << DECT_KERNEL_BITS) - 1;
  guint64 tie = 0;

  for (guint i = 0; i < n; i++)
    {
      differences[x >> DECT_KERNEL_BITS] += jump;
      tie |= ((guint64) x & mask) < G_GUINT64_CONSTANT (1) << DECT_KERNEL_TIE_BITS;
      x += step;
      differences += stride;
    }
  edge->x = x;
  edge->row += n;
  return tie != 0;
}

static void
sum_up (gint32 *values, guint n, gint32 first)
{
  gint32 sum = first;

  for (guint i = 0; i < n; i++)
    {
      sum += values[i];
      values[i] = sum;
    }
}

/* --- Losses of one row ------------------------------------------------------------------------ */

/* Splits off the exponent so that the mantissa lies between the roots of 1/2 and 2. The polynomial
 * has the least absolute error there, 6.5e-6 (Remez' method). @x is 1 at least. */
static inline float
log2_of (float x)
{
  gint32 bits, exponent;
  float t, sum;

  memcpy (&bits, &x, sizeof bits);
  exponent = (bits - 0x3f3504f3) >> 23;
  bits -= exponent << 23;
  memcpy (&t, &bits, sizeof t);
  t -= 1.0f;
  sum = -0.298072376f;
  sum = sum * t + 0.361390684f;
  sum = sum * t - 0.357639746f;
  sum = sum * t + 0.474986074f;
  sum = sum * t - 0.721367359f;
  sum = sum * t + 1.44280951f;
  return (float) exponent + sum * t;
}

/* Subtracting whole numbers first keeps the place exact, however wide the raster. */
static inline float
columns_to (const DectKernelRow *row, gint32 column)
{
  return (float) (column - row->column) - row->fraction;
}

/* Binary logarithm of the squared distance; nothing counts as nearer than a metre. */
static inline float
log_to (const DectKernelRow *row, gint32 column)
{
  float columns = columns_to (row, column);
  float square = columns * columns * row->cell + row->square;

  return log2_of (square > 1.0f ? square : 1.0f);
}

static void
set_losses (const DectKernelRow *given,
            gint32 first,
            guint n,
            const gint32 *restrict walls,
            float *restrict loss_db)
{
  const DectKernelRow row = *given;

  for (guint i = 0; i < n; i++)
    {
      float wall_db = (float) walls[i] * row.unit_db;
      float below_db = wall_db < row.knee_db ? wall_db : row.knee_db;

      loss_db[i] = row.base_db + row.log_db * log_to (&row, first + (gint32) i)
                   + (below_db + row.slope * (wall_db - below_db));
    }
}

static void
add_excess (const DectKernelExcess *given,
            const DectKernelRow *given_row,
            gint32 first,
            guint n,
            float *restrict loss_db)
{
  const DectKernelExcess excess = *given;
  const DectKernelRow row = *given_row;

  for (guint i = 0; i < n; i++)
    {
      float log = log_to (&row, first + (gint32) i);
      float one = excess.a[0] + excess.b[0] * log;
      float two = excess.a[1] + excess.b[1] * log;
      float more = one > two ? one : two;

      loss_db[i] += excess.share * (more > 0.0f ? more : 0.0f);
    }
}

static void
add_slabs (const DectKernelSlabs *given,
           const DectKernelRow *given_row,
           gint32 first,
           guint n,
           float *restrict loss_db)
{
  const DectKernelSlabs slabs = *given;
  const DectKernelRow row = *given_row;
  float last = (float) (slabs.n - 1);

  for (guint i = 0; i < n; i++)
    {
      float columns = columns_to (&row, first + (gint32) i);
      float distance = sqrtf (columns * columns * row.cell + row.square);
      float at = (slabs.rise / distance - slabs.least) * slabs.scale;
      gint32 entry;

      at = at > 0.0f ? at : 0.0f; /* NaN, with both ends in one point, too */
      at = at < last ? at : last;
      entry = (gint32) at;
      entry = entry < (gint32) slabs.n - 2 ? entry : (gint32) slabs.n - 2;
      loss_db[i] += slabs.loss_db[entry]
                    + (at - (float) entry) * (slabs.loss_db[entry + 1] - slabs.loss_db[entry]);
    }
}

/* Arc tangent of @y over @x, 0 to pi, of positive @y. The polynomial is that of least absolute
 * error on 0 to 1, 3.9e-6 (Remez' method). */
static inline float
angle_of (float x, float y)
{
  float side = x < 0.0f ? -x : x;
  float low = side < y ? side : y;
  float high = side < y ? y : side;
  float t = high > 0.0f ? low / high : 0.0f;
  float square = t * t;
  float sum = -0.0137208613f;

  sum = sum * square + 0.058077451f;
  sum = sum * square - 0.121763226f;
  sum = sum * square + 0.195822651f;
  sum = sum * square - 0.333017852f;
  sum = sum * square + 0.999996092f;
  sum *= t;
  sum = side < y ? (float) (G_PI / 2.0) - sum : sum;
  return x < 0.0f ? (float) G_PI - sum : sum;
}

static void
add_antenna (const DectKernelAntenna *given,
             const DectKernelRow *given_row,
             gint32 first,
             guint n,
             float *restrict loss_db)
{
  const DectKernelAntenna antenna = *given;
  const DectKernelRow row = *given_row;
  const float upright = (float) DECT_ANTENNA_UPRIGHT_M2;

  for (guint i = 0; i < n; i++)
    {
      float x = columns_to (&row, first + (gint32) i) * antenna.edge;
      float plan = x * x + antenna.across * antenna.across;
      float all = plan + antenna.rise;
      float ahead = x * antenna.x + antenna.across * antenna.y;
      float aside = x * antenna.y - antenna.across * antenna.x;
      float off = angle_of (ahead, aside < 0.0f ? -aside : aside);
      float around_db = antenna.beam * off * off;
      float up_db = all > 0.0f ? antenna.zenith_db * antenna.rise / all : 0.0f;

      around_db = around_db < antenna.back_db ? around_db : antenna.back_db;
      loss_db[i] += (plan > upright ? around_db : 0.0f) + up_db;
    }
}

static void
pack_losses (
    const float *restrict loss_db, guint n, float most_db, gint16 nothing, gint16 *restrict packed)
{
  for (guint i = 0; i < n; i++)
    {
      float loss = loss_db[i];
      float kept = loss <= most_db ? loss : 0.0f;
      gint32 steps;

      kept = kept > -100.0f ? kept : -100.0f;
      /* Positive before it is cut off, so that the cut rounds. */
      steps = (gint32) (kept * DECT_KERNEL_STEPS + (100.0f * DECT_KERNEL_STEPS + 0.5f))
              - 100 * DECT_KERNEL_STEPS;
      packed[i] = loss <= most_db ? (gint16) steps : nothing;
    }
}

/* --- Packed losses and levels ----------------------------------------------------------------- */

static void
merge_layer (const DectKernelLevels *levels,
             const gint16 *restrict loss,
             guint n,
             gint16 eirp,
             gint16 floor,
             gint16 limit,
             gint16 server)
{
  gint16 *restrict best = levels->best;
  gint16 *restrict second = levels->second;
  gint16 *restrict third = levels->third;
  gint16 *restrict servers = levels->server;
  gint16 *restrict count = levels->count;

  for (guint i = 0; i < n; i++)
    {
      gint16 level = (gint16) (eirp - loss[i]);
      gint16 high = best[i];
      gint16 middle = second[i];

      level = level >= floor ? level : DECT_KERNEL_NO_LEVEL;
      count[i] = (gint16) (count[i] + (level >= limit));
      third[i] = MAX (third[i], MIN (middle, level));
      second[i] = MAX (middle, MIN (high, level));
      servers[i] = level > high ? server : servers[i];
      best[i] = MAX (high, level);
    }
}

static void
unpack_levels (const gint16 *restrict packed, guint n, float *restrict dbm)
{
  for (guint i = 0; i < n; i++)
    dbm[i] = packed[i] == DECT_KERNEL_NO_LEVEL ? NAN : (float) packed[i] / DECT_KERNEL_STEPS;
}

const DectKernel SYMBOL_OF (KERNEL) = {
  .name = NAME_OF (KERNEL),
  .edge = add_edge,
  .sum = sum_up,
  .losses = set_losses,
  .excess = add_excess,
  .slabs = add_slabs,
  .antenna = add_antenna,
  .pack = pack_losses,
  .merge = merge_layer,
  .unpack = unpack_levels,
};
