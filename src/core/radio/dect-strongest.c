/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-strongest.h"

typedef struct
{
  float level_dbm;
  guint32 other;
} Entry;

/* A heap an RFP, the weakest on top. Heaps are made when first used. */
struct _DectStrongest
{
  guint n;
  guint capacity;
  guint *counts;
  Entry **heaps;
};

DectStrongest *
dect_strongest_new (guint n, guint capacity)
{
  DectStrongest *self = g_new0 (DectStrongest, 1);

  self->n = n;
  self->capacity = capacity;
  self->counts = g_new0 (guint, MAX (1, n));
  self->heaps = g_new0 (Entry *, MAX (1, n));
  return self;
}

void
dect_strongest_free (DectStrongest *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < self->n; i++)
    g_free (self->heaps[i]);
  g_free (self->heaps);
  g_free (self->counts);
  g_free (self);
}

static gboolean
is_weaker (const Entry *x, const Entry *y)
{
  if (x->level_dbm != y->level_dbm)
    return x->level_dbm < y->level_dbm;
  return x->other > y->other;
}

static void
swap_entries (Entry *x, Entry *y)
{
  Entry kept = *x;

  *x = *y;
  *y = kept;
}

static void
sink (Entry *heap, guint n)
{
  guint i = 0;

  while (2 * i + 1 < n)
    {
      guint child = 2 * i + 1;

      if (child + 1 < n && is_weaker (&heap[child + 1], &heap[child]))
        child++;
      if (!is_weaker (&heap[child], &heap[i]))
        return;
      swap_entries (&heap[i], &heap[child]);
      i = child;
    }
}

static void
offer_one (DectStrongest *self, guint rfp, Entry entry)
{
  guint i = self->counts[rfp];

  if (self->heaps[rfp] == NULL)
    self->heaps[rfp] = g_new0 (Entry, self->capacity);

  Entry *heap = self->heaps[rfp];

  if (i == self->capacity)
    {
      if (!is_weaker (&heap[0], &entry))
        return;
      heap[0] = entry;
      sink (heap, self->capacity);
      return;
    }

  heap[i] = entry;
  self->counts[rfp]++;
  for (; i > 0 && is_weaker (&heap[i], &heap[(i - 1) / 2]); i = (i - 1) / 2)
    swap_entries (&heap[i], &heap[(i - 1) / 2]);
}

void
dect_strongest_offer (DectStrongest *self, guint a, guint b, double level_dbm)
{
  g_return_if_fail (self != NULL && a < self->n && b < self->n);

  offer_one (self, a, (Entry){ (float) level_dbm, b });
  offer_one (self, b, (Entry){ (float) level_dbm, a });
}

static gboolean
holds (const DectStrongest *self, guint rfp, guint other)
{
  for (guint i = 0; i < self->counts[rfp]; i++)
    {
      if (self->heaps[rfp][i].other == other)
        return TRUE;
    }
  return FALSE;
}

void
dect_strongest_foreach (const DectStrongest *self,
                        void (*func) (guint a, guint b, gpointer data),
                        gpointer data)
{
  g_return_if_fail (self != NULL && func != NULL);

  for (guint i = 0; i < self->n; i++)
    for (guint k = 0; k < self->counts[i]; k++)
      {
        guint other = self->heaps[i][k].other;

        /* A pair that both keep is told with the lower one. */
        if (other > i || !holds (self, other, i))
          func (MIN (i, other), MAX (i, other), data);
      }
}
