/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-chain"

#include "config.h"

#include "chain/dect-failures.h"

#include "chain/dect-failures-private.h"
#include "model/dect-i18n.h"

#include <math.h>

struct _DectFailures
{
  gatomicrefcount ref_count;
  DectChain *chain;
  guint n_synchronised;
  gboolean is_complete;
  GArray *lists[DECT_N_FAILURE_KINDS]; /* DectFailure */
  guint n_seen[DECT_N_FAILURE_KINDS];
  guint n_losing[DECT_N_FAILURE_KINDS];
};

G_DEFINE_BOXED_TYPE (DectFailures, dect_failures, dect_failures_ref, dect_failures_unref)

const char *
dect_failure_kind_id (DectFailureKind kind)
{
  static const char *const ids[] = { "single", "double", "switch", "riser", "compartment" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (ids), NULL);

  return ids[kind];
}

static void
clear_failure (gpointer data)
{
  DectFailure *failure = data;

  g_free ((gpointer) failure->name);
  g_free ((gpointer) failure->rfps);
}

static guint
count_synchronised (const DectChain *chain)
{
  guint n = 0;

  for (guint i = 0; i < chain->n_components; i++)
    n += chain->components[i].root >= 0 ? chain->components[i].n_rfps : 0;
  return n;
}

/* --- One and two RFPs ------------------------------------------------------------------------- */

/* What is needed only while failures are counted. */
typedef struct
{
  DectFailures *self;
  DectFailureCounter *counter;
  guint *by_rank; /* (array length=n): the chain's members, by number */
  guint n;
  guint *alone_lost; /* by RFP: others that its failure loses */
  guint *alone_left; /* by RFP: how many are synchronised after its failure */
  guint n_worst;
  DectProgressFunc progress;
  gpointer data;
  GCancellable *cancellable;
} Count;

/* Two that fail. */
typedef struct
{
  guint rfps[2]; /* by rank */
  guint n_lost;
  guint n_synchronised;
} Double;

static const DectChainComponent *
component_of (const Count *count, guint rfp)
{
  const DectChain *chain = count->self->chain;

  return &chain->components[chain->nodes[rfp].component];
}

static void
add_failure (DectFailures *self, DectFailure failure)
{
  g_array_append_val (self->lists[failure.kind], failure);
}

static void
count_seen (DectFailures *self, DectFailureKind kind, guint n_lost)
{
  self->n_seen[kind]++;
  self->n_losing[kind] += n_lost > 0;
}

static void
count_singles (Count *count)
{
  const DectChain *chain = count->self->chain;

  for (guint i = 0; i < chain->n_components; i++)
    dect_failure_counter_run (count->counter, &chain->components[i], DECT_GRAPH_NONE);

  for (guint i = 0; i < count->n; i++)
    {
      guint rfp = count->by_rank[i];
      const DectChainComponent *component = component_of (count, rfp);
      guint n_kept = count->counter->n_kept[rfp];
      guint n_down = component->n_rfps - n_kept;
      DectFailure failure = { .kind = DECT_FAILURE_SINGLE,
                              .rfps = g_memdup2 (&rfp, sizeof rfp),
                              .n_rfps = 1,
                              .n_lost = n_down - 1,
                              .n_synchronised = count->self->n_synchronised };

      failure.n_synchronised -= component->root >= 0 ? n_down : 0;
      count->alone_lost[rfp] = failure.n_lost;
      count->alone_left[rfp] = failure.n_synchronised;
      count_seen (count->self, DECT_FAILURE_SINGLE, failure.n_lost);
      add_failure (count->self, failure);
    }
}

/* In the same component @counter has run without @first; between components both losses add up. */
static Double
fail_two (const Count *count, guint first, guint second)
{
  const DectChainComponent *component = component_of (count, first);
  guint all = count->self->n_synchronised;
  Double both = { { first, second }, 0, all };

  if (component == component_of (count, second))
    {
      guint n_down = component->n_rfps - count->counter->n_kept[second];

      both.n_lost = n_down - 2;
      both.n_synchronised -= component->root >= 0 ? n_down : 0;
    }
  else
    {
      both.n_lost = count->alone_lost[first] + count->alone_lost[second];
      both.n_synchronised = count->alone_left[first] + count->alone_left[second] - all;
    }
  return both;
}

static gboolean
is_worse (const Double *a, const Double *b)
{
  if (a->n_synchronised != b->n_synchronised)
    return a->n_synchronised < b->n_synchronised;
  return a->n_lost > b->n_lost;
}

/* Keeps the worst, worst first. Pairs come by rank: of equals the earlier one stays in front. */
static void
keep_worst (GArray *worst, guint n_worst, const Double *both)
{
  guint place = worst->len;

  while (place > 0 && is_worse (both, &g_array_index (worst, Double, place - 1)))
    place--;
  if (place >= n_worst)
    return;
  g_array_insert_vals (worst, place, both, 1);
  if (worst->len > n_worst)
    g_array_set_size (worst, n_worst);
}

static void
list_doubles (Count *count, GArray *worst)
{
  for (guint i = 0; i < worst->len; i++)
    {
      const Double *both = &g_array_index (worst, Double, i);
      guint rfps[] = { MIN (both->rfps[0], both->rfps[1]), MAX (both->rfps[0], both->rfps[1]) };
      DectFailure failure = { .kind = DECT_FAILURE_DOUBLE,
                              .rfps = g_memdup2 (rfps, sizeof rfps),
                              .n_rfps = 2,
                              .n_lost = both->n_lost,
                              .n_synchronised = both->n_synchronised };

      add_failure (count->self, failure);
    }
}

static gboolean
count_doubles (Count *count, GError **error)
{
  g_autoptr (GArray) worst = g_array_new (FALSE, FALSE, sizeof (Double));
  guint n_first = MIN (count->n, DECT_FAILURES_DOUBLES_OF);
  guint step = n_first / 100 + 1;

  for (guint i = 0; i < n_first; i++)
    {
      guint first = count->by_rank[i];

      if (g_cancellable_set_error_if_cancelled (count->cancellable, error))
        return FALSE;
      if (count->progress != NULL && i % step == 0)
        count->progress (_("Letting base stations fail"), (double) i / n_first, count->data);
      dect_failure_counter_run (count->counter, component_of (count, first), first);
      for (guint k = i + 1; k < count->n; k++)
        {
          Double both = fail_two (count, first, count->by_rank[k]);

          count_seen (count->self, DECT_FAILURE_DOUBLE, both.n_lost);
          keep_worst (worst, count->n_worst, &both);
        }
    }
  count->self->is_complete = n_first == count->n;
  list_doubles (count, worst);
  return TRUE;
}

/* --- Shared risks ----------------------------------------------------------------------------- */

/* The text by which an RFP shares a risk; NULL when it does not. */
static const char *
risk_of (DectSnapshot *snapshot, const DectRfp *rfp, DectFailureKind kind)
{
  const DectSwitch *network_switch = dect_snapshot_find_switch (snapshot, rfp->network_switch);
  const char *text = kind == DECT_FAILURE_COMPARTMENT ? rfp->compartment
                     : network_switch != NULL         ? network_switch->riser
                                                      : NULL;

  return text != NULL && text[0] != '\0' ? text : NULL;
}

static void
add_risk (DectFailures *self, DectFailureKind kind, const char *name, guint32 object, GArray *rfps)
{
  DectFailure failure = { .kind = kind, .object = object, .n_rfps = rfps->len };

  if (rfps->len == 0)
    return;
  /* How many are lost is what counts here, and not which. */
  g_free (dect_failures_test (self->chain, &g_array_index (rfps, guint, 0), rfps->len,
                              &failure.n_lost, &failure.n_synchronised));
  failure.name = g_strdup (name);
  failure.rfps = g_memdup2 (rfps->data, sizeof (guint) * rfps->len);
  count_seen (self, kind, failure.n_lost);
  add_failure (self, failure);
}

static void
add_switches (DectFailures *self, DectSnapshot *snapshot)
{
  for (guint s = 0; s < dect_snapshot_count (snapshot, DECT_KIND_SWITCH); s++)
    {
      const DectSwitch *network_switch = dect_snapshot_switch (snapshot, s);
      g_autoptr (GArray) rfps = g_array_new (FALSE, FALSE, sizeof (guint));

      for (guint i = 0; i < self->chain->n_rfps; i++)
        {
          if (self->chain->nodes[i].component >= 0
              && dect_snapshot_rfp (snapshot, i)->network_switch == network_switch->head.id)
            g_array_append_val (rfps, i);
        }
      add_risk (self, DECT_FAILURE_SWITCH, network_switch->name, network_switch->head.id, rfps);
    }
}

static void
add_texts (DectFailures *self, DectSnapshot *snapshot, DectFailureKind kind)
{
  g_autoptr (GHashTable) lists
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->chain->n_rfps; i++)
    {
      const char *text = risk_of (snapshot, dect_snapshot_rfp (snapshot, i), kind);
      GArray *rfps;

      if (text == NULL || self->chain->nodes[i].component < 0)
        continue;
      rfps = g_hash_table_lookup (lists, text);
      if (rfps == NULL)
        {
          rfps = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (lists, (gpointer) text, rfps);
          g_ptr_array_add (names, (gpointer) text);
        }
      g_array_append_val (rfps, i);
    }
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      add_risk (self, kind, name, 0, g_hash_table_lookup (lists, name));
    }
}

/* --- All of it -------------------------------------------------------------------------------- */

/* Worst first, equals by name and then by the ranks of the first and the last RFP, by which any two
 * of a kind differ. */
static int
compare_failures (const void *a, const void *b, gpointer rank)
{
  const DectFailure *failures[] = { a, b };
  guint lowest[] = { G_MAXUINT, G_MAXUINT };
  guint highest[] = { 0, 0 };
  int names = g_strcmp0 (failures[0]->name, failures[1]->name);

  if (failures[0]->n_synchronised != failures[1]->n_synchronised)
    return failures[0]->n_synchronised < failures[1]->n_synchronised ? -1 : 1;
  if (failures[0]->n_lost != failures[1]->n_lost)
    return failures[0]->n_lost > failures[1]->n_lost ? -1 : 1;
  if (names != 0)
    return names;
  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < failures[i]->n_rfps; k++)
      {
        lowest[i] = MIN (lowest[i], ((const guint *) rank)[failures[i]->rfps[k]]);
        highest[i] = MAX (highest[i], ((const guint *) rank)[failures[i]->rfps[k]]);
      }
  if (lowest[0] != lowest[1])
    return lowest[0] < lowest[1] ? -1 : 1;
  return (highest[0] > highest[1]) - (highest[0] < highest[1]);
}

static gboolean
count_all (DectFailures *self, Count *count, DectSnapshot *snapshot, GError **error)
{
  const DectChain *chain = self->chain;
  g_autofree guint *ranked = g_new (guint, MAX (1, chain->n_rfps));

  for (guint i = 0; i < chain->n_rfps; i++)
    ranked[chain->graph->rank[i]] = i;
  for (guint i = 0; i < chain->n_rfps; i++)
    {
      if (chain->nodes[ranked[i]].component >= 0)
        count->by_rank[count->n++] = ranked[i];
    }
  count_singles (count);
  if (!count_doubles (count, error))
    return FALSE;
  add_switches (self, snapshot);
  add_texts (self, snapshot, DECT_FAILURE_RISER);
  add_texts (self, snapshot, DECT_FAILURE_COMPARTMENT);
  for (guint i = 0; i < DECT_N_FAILURE_KINDS; i++)
    g_array_sort_with_data (self->lists[i], compare_failures, chain->graph->rank);
  return TRUE;
}

DectFailures *
dect_failures_new (DectSnapshot *snapshot,
                   DectChain *chain,
                   guint n_worst,
                   DectProgressFunc progress,
                   gpointer data,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (snapshot != NULL && chain != NULL, NULL);
  g_return_val_if_fail (chain->n_rfps == dect_snapshot_count (snapshot, DECT_KIND_RFP), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  g_autoptr (DectFailures) self = g_new0 (DectFailures, 1);
  g_autoptr (DectFailureCounter) counter = dect_failure_counter_new (chain);
  gsize size = MAX (1, (gsize) chain->n_rfps);
  g_autofree guint *by_rank = g_new0 (guint, size);
  g_autofree guint *alone_lost = g_new0 (guint, size);
  g_autofree guint *alone_left = g_new0 (guint, size);
  Count count = { .self = self,
                  .counter = counter,
                  .by_rank = by_rank,
                  .alone_lost = alone_lost,
                  .alone_left = alone_left,
                  .n_worst = n_worst,
                  .progress = progress,
                  .data = data,
                  .cancellable = cancellable };

  g_atomic_ref_count_init (&self->ref_count);
  self->chain = dect_chain_ref (chain);
  self->n_synchronised = count_synchronised (chain);
  for (guint i = 0; i < DECT_N_FAILURE_KINDS; i++)
    {
      self->lists[i] = g_array_new (FALSE, FALSE, sizeof (DectFailure));
      g_array_set_clear_func (self->lists[i], clear_failure);
    }
  return count_all (self, &count, snapshot, error) ? g_steal_pointer (&self) : NULL;
}

DectFailures *
dect_failures_ref (DectFailures *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_failures_unref (DectFailures *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  dect_chain_unref (self->chain);
  for (guint i = 0; i < DECT_N_FAILURE_KINDS; i++)
    g_array_unref (self->lists[i]);
  g_free (self);
}

DectChain *
dect_failures_get_chain (DectFailures *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->chain;
}

const DectFailure *
dect_failures_list (DectFailures *self, DectFailureKind kind, guint *n_failures)
{
  g_return_val_if_fail (self != NULL && (guint) kind < DECT_N_FAILURE_KINDS, NULL);
  g_return_val_if_fail (n_failures != NULL, NULL);

  *n_failures = self->lists[kind]->len;
  return (gconstpointer) self->lists[kind]->data;
}

const DectFailure *
dect_failures_worst (DectFailures *self, DectFailureKind kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  guint n = 0;
  const DectFailure *list = dect_failures_list (self, kind, &n);

  return n > 0 ? list : NULL;
}

guint
dect_failures_count (DectFailures *self, DectFailureKind kind)
{
  g_return_val_if_fail (self != NULL && (guint) kind < DECT_N_FAILURE_KINDS, 0);

  return self->n_seen[kind];
}

guint
dect_failures_count_losing (DectFailures *self, DectFailureKind kind)
{
  g_return_val_if_fail (self != NULL && (guint) kind < DECT_N_FAILURE_KINDS, 0);

  return self->n_losing[kind];
}

gboolean
dect_failures_is_complete (DectFailures *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_complete;
}

guint
dect_failures_get_n_synchronised (DectFailures *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_synchronised;
}

double
dect_failures_get_share (DectFailures *self, const DectFailure *failure)
{
  g_return_val_if_fail (self != NULL, NAN);

  if (self->chain->n_members == 0)
    return NAN;
  return (double) (failure != NULL ? failure->n_synchronised : self->n_synchronised)
         / self->chain->n_members;
}

guint *
dect_failures_dup_lost (DectFailures *self, const DectFailure *failure, guint *n_lost)
{
  g_return_val_if_fail (self != NULL && failure != NULL && n_lost != NULL, NULL);

  return dect_failures_test (self->chain, failure->rfps, failure->n_rfps, n_lost, NULL);
}
