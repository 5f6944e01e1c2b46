/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-kernel.h"

#include <math.h>

#ifdef HAVE_TARGET_CLONES
#define CLONED __attribute__ ((target_clones ("avx2", "default")))
#else
#define CLONED
#endif

CLONED void
dect_kernel_merge (const DectKernelLevels *levels,
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

CLONED void
dect_kernel_unpack (const gint16 *restrict packed, guint n, float *restrict dbm)
{
  for (guint i = 0; i < n; i++)
    dbm[i] = packed[i] == DECT_KERNEL_NO_LEVEL ? NAN : (float) packed[i] / DECT_KERNEL_STEPS;
}
