/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-sets.h"

#include <stdlib.h>
#include <string.h>

/* One set on its way; its members follow in the words of the table. */
typedef struct
{
  gsize n_cells;
  guint n_members;
  guint words; /* where its words begin, counted in sets */
} Set;

struct _DectCoverageSets
{
  gatomicrefcount ref_count;
  gint16 limit;
  guint n_words; /* of each set */
  gsize n_cells; /* that reach the limit */
  GArray *sets;  /* Set, those of few members first */
  GArray *words; /* guint64, bits by place in rfps */
  GArray *rfps;  /* guint, rising */
};

#define BITS 64

/* --- Collecting ------------------------------------------------------------------------------- */

/* A table of sets with open addressing. */
typedef struct
{
  DectCoverageSets *sets;
  guint32 *slots; /* 1 + index in sets; 0: free */
  gsize n_slots;  /* a power of two */
} Table;

static gsize
hash_words (const guint64 *words, guint n)
{
  guint64 hash = 0;

  for (guint i = 0; i < n; i++)
    {
      hash = (hash ^ words[i]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  return (gsize) hash;
}

static const guint64 *
words_of (const DectCoverageSets *self, const Set *set)
{
  return &g_array_index (self->words, guint64, (gsize) set->words * self->n_words);
}

static void
grow_table (Table *table)
{
  DectCoverageSets *sets = table->sets;

  if (2 * (gsize) sets->sets->len < table->n_slots)
    return;
  table->n_slots = MAX (256, 2 * table->n_slots);
  g_free (table->slots);
  table->slots = g_new0 (guint32, table->n_slots);
  for (guint i = 0; i < sets->sets->len; i++)
    {
      gsize at = hash_words (words_of (sets, &g_array_index (sets->sets, Set, i)), sets->n_words);

      while (table->slots[at & (table->n_slots - 1)] != 0)
        at++;
      table->slots[at & (table->n_slots - 1)] = i + 1;
    }
}

static guint
find_set (Table *table, const guint64 *words)
{
  DectCoverageSets *sets = table->sets;
  gsize size = sets->n_words * sizeof *words;
  Set set = { .words = sets->sets->len };
  gsize at;

  grow_table (table);
  for (at = hash_words (words, sets->n_words); table->slots[at & (table->n_slots - 1)] != 0; at++)
    {
      guint i = table->slots[at & (table->n_slots - 1)] - 1;

      if (memcmp (words_of (sets, &g_array_index (sets->sets, Set, i)), words, size) == 0)
        return i;
    }
  for (guint i = 0; i < sets->n_words; i++)
    set.n_members += (guint) __builtin_popcountll (words[i]);
  g_array_append_vals (sets->words, words, sets->n_words);
  g_array_append_val (sets->sets, set);
  table->slots[at & (table->n_slots - 1)] = sets->sets->len;
  return sets->sets->len - 1;
}

static void
mark_row (const DectCoverageSource *source,
          guint row,
          gint16 limit,
          guint bit,
          guint n_words,
          guint64 *words)
{
  const DectLayerRow *at = &source->layer->rows[row];
  const gint16 *loss = source->layer->loss + at->offset;
  gint most = source->eirp - limit;
  guint64 *word = words + (gsize) at->begin * n_words + bit / BITS;

  for (guint c = at->begin; c < at->end; c++, loss++, word += n_words)
    *word |= (guint64) (*loss <= most) << bit % BITS;
}

/* Neighbours mostly have the same set. */
static void
count_row (Table *table, const guint64 *words, guint n)
{
  DectCoverageSets *sets = table->sets;
  gsize size = sets->n_words * sizeof *words;
  guint set = 0;

  for (guint c = 0; c < n; c++, words += sets->n_words)
    {
      if (c == 0 || memcmp (words - sets->n_words, words, size) != 0)
        set = find_set (table, words);
      g_array_index (sets->sets, Set, set).n_cells++;
    }
}

static int
compare_sets (const void *a, const void *b)
{
  const Set *x = a;
  const Set *y = b;

  if (x->n_members != y->n_members)
    return x->n_members < y->n_members ? -1 : 1;
  return (x->words > y->words) - (x->words < y->words);
}

/* Only RFPs that reach the limit anywhere take a bit. */
static GArray *
find_strong (const DectCoverageSource *sources,
             guint n_sources,
             const DectRaster *raster,
             gint16 limit)
{
  GArray *strong = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n_sources; i++)
    {
      const DectLayer *layer = sources[i].layer;
      const DectLayerRow *last = layer->rows != NULL ? &layer->rows[raster->rows - 1] : NULL;
      gsize n = last != NULL ? last->offset + (gsize) (last->end - last->begin) : 0;
      gint16 least = G_MAXINT16;

      for (gsize k = 0; k < n; k++)
        least = MIN (least, layer->loss[k]);
      if (n > 0 && sources[i].eirp - least >= limit)
        g_array_append_val (strong, i);
    }
  return strong;
}

DectCoverageSets *
dect_coverage_sets_new (const DectCoverageSource *sources,
                        guint n_sources,
                        const DectRaster *raster,
                        gint16 limit)
{
  g_autoptr (GArray) strong = find_strong (sources, n_sources, raster, limit);
  DectCoverageSets *self = g_new0 (DectCoverageSets, 1);
  Table table = { .sets = self };
  g_autofree guint64 *words = NULL;

  g_atomic_ref_count_init (&self->ref_count);
  self->limit = limit;
  self->n_words = MAX (1, (strong->len + BITS - 1) / BITS);
  self->sets = g_array_new (FALSE, FALSE, sizeof (Set));
  self->words = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->rfps = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < strong->len; i++)
    g_array_append_val (self->rfps, sources[g_array_index (strong, guint, i)].rfp);

  words = g_new (guint64, (gsize) raster->columns * self->n_words);
  for (guint row = 0; row < raster->rows; row++)
    {
      memset (words, 0, (gsize) raster->columns * self->n_words * sizeof *words);
      for (guint i = 0; i < strong->len; i++)
        mark_row (&sources[g_array_index (strong, guint, i)], row, limit, i, self->n_words, words);
      count_row (&table, words, raster->columns);
    }
  g_free (table.slots);
  g_array_sort (self->sets, compare_sets);
  for (guint i = 0; i < self->sets->len; i++)
    {
      const Set *set = &g_array_index (self->sets, Set, i);

      self->n_cells += set->n_members > 0 ? set->n_cells : 0;
    }
  return self;
}

DectCoverageSets *
dect_coverage_sets_ref (DectCoverageSets *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_coverage_sets_unref (DectCoverageSets *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->sets);
  g_array_unref (self->words);
  g_array_unref (self->rfps);
  g_free (self);
}

/* --- Asking ----------------------------------------------------------------------------------- */

gint16
dect_coverage_sets_get_limit (const DectCoverageSets *self)
{
  return self->limit;
}

static int
compare_rfps (const void *a, const void *b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return (x > y) - (x < y);
}

gsize
dect_coverage_sets_count_without (const DectCoverageSets *self, const guint *rfps, guint n_rfps)
{
  g_autofree guint64 *failed = g_new0 (guint64, self->n_words);
  gsize n_lost = 0;
  guint n_failed = 0;

  for (guint i = 0; i < n_rfps; i++)
    {
      guint at;

      if (!g_array_binary_search (self->rfps, &rfps[i], compare_rfps, &at)
          || (failed[at / BITS] >> at % BITS & 1) != 0)
        continue;
      failed[at / BITS] |= G_GUINT64_CONSTANT (1) << at % BITS;
      n_failed++;
    }
  for (guint i = 0; i < self->sets->len; i++)
    {
      const Set *set = &g_array_index (self->sets, Set, i);
      const guint64 *words = words_of (self, set);
      guint64 left = 0;

      if (set->n_members > n_failed)
        break;
      for (guint k = 0; k < self->n_words; k++)
        left |= words[k] & ~failed[k];
      n_lost += set->n_members > 0 && left == 0 ? set->n_cells : 0;
    }
  return self->n_cells - n_lost;
}
