/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What chain and failures take, from thin to dense chains, beside the plain way: a flood through
 * the chain for each pair of base stations. Prints a table; asserts nothing about time. */

#include "config.h"

#include "chain/dect-failures.h"

#include <locale.h>
#include <math.h>

#define GOAL_MS 50.0

typedef struct
{
  guint n_rfps;
  double neighbours; /* wanted on average; as many as there are: all hear all */
} BenchChain;

/* Numerical Recipes' quick generator: the same chain everywhere. */
static double
draw (guint32 *state)
{
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) / (double) (1 << 24);
}

/* RFPs strewn over a square, each measured with all within a radius; the nearer the stronger. */
static DectSnapshot *
make_site (const BenchChain *size)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autofree double *x = g_new (double, size->n_rfps);
  g_autofree double *y = g_new (double, size->n_rfps);
  g_autofree guint32 *ids = g_new (guint32, size->n_rfps);
  double radius = sqrt (size->neighbours / size->n_rfps / G_PI);
  guint32 state = 1;

  if (size->neighbours >= size->n_rfps - 1)
    radius = 2.0;
  for (guint i = 0; i < size->n_rfps; i++)
    {
      DectRfp *rfp = dect_rfp_new ();

      rfp->number = (gint) i + 1;
      rfp->preferred_sync = i == 0;
      x[i] = draw (&state);
      y[i] = draw (&state);
      rfp->compartment = g_strdup_printf ("%d", (int) (x[i] * 8) + 8 * (int) (y[i] * 4));
      ids[i] = dect_snapshot_builder_add (builder, DECT_RECORD (rfp));
    }
  for (guint i = 0; i < size->n_rfps; i++)
    for (guint k = 0; k < i; k++)
      {
        double distance = hypot (x[i] - x[k], y[i] - y[k]);
        DectLink *link;

        if (distance > radius)
          continue;
        link = dect_link_new ();
        link->from = ids[k];
        link->to = ids[i];
        link->rssi_dbm = -40.0 - 30.0 * distance / radius;
        dect_snapshot_builder_add (builder, DECT_RECORD (link));
      }
  return dect_snapshot_builder_end (builder);
}

/* --- The plain way ---------------------------------------------------------------------------- */

/* Sets who hears whom, and who is part of the chain at all. */
static void
list_neighbours (DectLinks *links, GArray **neighbours, guint n)
{
  guint n_links;
  const DectRadioLink *list = dect_links_list (links, &n_links);

  for (guint i = 0; i < n; i++)
    neighbours[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n_links; i++)
    {
      if (!list[i].usable)
        continue;
      g_array_append_val (neighbours[list[i].a], list[i].b);
      g_array_append_val (neighbours[list[i].b], list[i].a);
    }
}

static guint
flood (GArray *const *neighbours, guint root, guint8 *seen, guint *queue)
{
  guint n = 1;

  queue[0] = root;
  seen[root] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const GArray *list = neighbours[queue[i]];

      for (guint k = 0; k < list->len; k++)
        {
          guint u = g_array_index (list, guint, k);

          if (seen[u])
            continue;
          seen[u] = TRUE;
          queue[n++] = u;
        }
    }
  return n;
}

/* Pairs without the root only: after which fewer than all others are reached. */
static guint
count_losing (DectLinks *links, guint n)
{
  g_autofree GArray **neighbours = g_new (GArray *, n);
  g_autofree guint *queue = g_new (guint, n);
  g_autofree guint8 *seen = g_new (guint8, n);
  guint n_all, n_losing = 0;

  list_neighbours (links, neighbours, n);
  memset (seen, FALSE, n);
  n_all = flood (neighbours, 0, seen, queue);
  for (guint a = 1; a < n; a++)
    for (guint b = 1; b < a; b++)
      {
        memset (seen, FALSE, n);
        seen[a] = seen[b] = TRUE;
        n_losing += flood (neighbours, 0, seen, queue) < n_all - 2;
      }
  for (guint i = 0; i < n; i++)
    g_array_unref (neighbours[i]);
  return n_losing;
}

/* --- The table -------------------------------------------------------------------------------- */

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000.0;
}

static void
run (const BenchChain *size)
{
  g_autoptr (DectSnapshot) snapshot = make_site (size);
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  guint n_links, n_usable = 0;
  const DectRadioLink *list = dect_links_list (links, &n_links);
  guint n_losing[2] = { 0, 0 };
  double chain_ms = INFINITY, failures_ms = INFINITY, plain_ms = NAN;
  gboolean complete = FALSE;
  gint64 begin = g_get_monotonic_time ();

  for (guint i = 0; i < n_links; i++)
    n_usable += list[i].usable;
  for (guint round = 0; round < 3 || (since (begin) < 500 && round < 50); round++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
      g_autoptr (DectFailures) failures = NULL;

      chain_ms = fmin (chain_ms, since (start));
      start = g_get_monotonic_time ();
      failures = dect_failures_new (snapshot, chain, 10, NULL, NULL, NULL, NULL);
      failures_ms = fmin (failures_ms, since (start));
      n_losing[0] = dect_failures_count_losing (failures, DECT_FAILURE_SINGLE);
      n_losing[1] = dect_failures_count_losing (failures, DECT_FAILURE_DOUBLE);
      complete = dect_failures_is_complete (failures);
    }
  if (size->n_rfps < 1000)
    {
      gint64 start = g_get_monotonic_time ();

      count_losing (links, size->n_rfps);
      plain_ms = since (start);
    }
  g_print ("%6u %10.1f %9.2f ms %9.2f ms %9.2f ms %8u %10u%s", size->n_rfps,
           2.0 * n_usable / size->n_rfps, chain_ms, failures_ms, chain_ms + failures_ms,
           n_losing[0], n_losing[1], complete ? "" : " (not all pairs)");
  if (size->n_rfps < 1000)
    g_print (" %9.1f ms %6.0f times   goal %g ms", plain_ms, plain_ms / failures_ms, GOAL_MS);
  g_print ("\n");
}

int
main (void)
{
  static const BenchChain sizes[] = {
    { 254, 2.5 }, { 254, 4 },   { 254, 6 },  { 254, 10 },  { 254, 20 },   { 254, 60 },
    { 254, 253 }, { 1000, 10 }, { 4096, 6 }, { 4096, 12 }, { 4096, 100 },
  };

  setlocale (LC_ALL, "C.UTF-8");
  g_print (
      "Failures of every base station, every pair and 32 fire compartments; plain: a flood for "
      "each pair\n");
  g_print ("%6s %10s %12s %12s %12s %8s %10s %12s %12s\n", "RFPs", "neighbours", "chain",
           "failures", "together", "cuts", "bad pairs", "plain", "as much");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    run (&sizes[i]);
  return 0;
}
