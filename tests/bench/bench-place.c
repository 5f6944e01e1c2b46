/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What placing and repairing take. Prints a table; asserts nothing about time. */

#include "config.h"

#include "bench-site.h"

#include "chain/dect-placement.h"
#include "chain/dect-repair.h"
#include "store/dect-sample.h"

#include <locale.h>
#include <math.h>
#include <string.h>

/* --- Placement -------------------------------------------------------------------------------- */

typedef struct
{
  const char *phase;
  gint64 start;
  gboolean verbose;
} Phases;

static void
phase_cb (const char *phase, double fraction, gpointer data)
{
  Phases *phases = data;

  (void) fraction;
  if (g_strcmp0 (phase, phases->phase) == 0 || !phases->verbose)
    return;
  g_print ("    %8.2f s  %s\n", (double) (g_get_monotonic_time () - phases->start) / 1e6, phase);
  phases->phase = phase;
}

static void
place (const char *what, DectSnapshot *snapshot, guint n_floors, double target_dbm, guint n_paths)
{
  g_autofree guint32 *floors = g_new (guint32, n_floors);
  g_autoptr (DectPlacement) placement = NULL;
  g_autoptr (GError) error = NULL;
  DectPlacementSettings settings;
  Phases phases = { NULL, g_get_monotonic_time (), g_test_verbose () };
  double seconds;

  for (guint i = 0; i < n_floors; i++)
    floors[i] = dect_snapshot_floor (snapshot, i)->head.id;
  dect_placement_settings_init (&settings);
  settings.floors = floors;
  settings.n_floors = n_floors;
  settings.target_dbm = target_dbm;
  settings.n_paths = n_paths;
  settings.seed = 1;
  placement = dect_placement_new (snapshot, &settings, phase_cb, &phases, NULL, &error);
  g_assert_no_error (error);
  seconds = (double) (g_get_monotonic_time () - phases.start) / 1e6;
  const DectPlacementFigures *after = dect_placement_get_after (placement);
  g_print (
      "%-44s %7.2f s %5u RFPs (%u without margin) %6.2f %% groups %u cuts %u single %u thin %u%s\n",
      what, seconds, after->n_rfps, dect_placement_get_n_without_margin (placement),
      100.0 * after->share, after->n_groups, after->n_cuts, after->n_single_links, after->n_thin,
      dect_placement_is_reached (placement) ? "" : "  not reached");
  for (guint i = 0; dect_placement_get_notes (placement)[i] != NULL; i++)
    g_print ("    %s\n", dect_placement_get_notes (placement)[i]);
}

static void
bench_placement (void)
{
  static const BenchSize one = { .n_floors = 1, .n_walls = 1000 };
  static const BenchSize four = { .n_floors = 4, .n_walls = 4000 };
  g_autoptr (DectSnapshot) floor = bench_site_new (&one);
  g_autoptr (DectSnapshot) house = bench_site_new (&four);

  place ("120 x 80 m, 1000 walls, -65 dBm, two ways", floor, 1, -65, 2);
  place ("same, -60 dBm", floor, 1, -60, 2);
  place ("same, -55 dBm", floor, 1, -55, 2);
  place ("same, -65 dBm, one way", floor, 1, -65, 1);
  place ("same, -65 dBm, coverage alone", floor, 1, -65, 0);
  place ("four such floors, -65 dBm, two ways", house, 4, -65, 2);
}

/* --- Repair ----------------------------------------------------------------------------------- */

static void
repair (const char *what, DectSnapshot *snapshot)
{
  g_autoptr (DectLinks) links = dect_links_new (snapshot, NULL, NULL);
  g_autoptr (DectChain) chain = dect_chain_new (snapshot, links);
  g_autoptr (GPtrArray) found = NULL;
  gint64 start = g_get_monotonic_time ();

  found = dect_repair_suggest (snapshot, links, chain, NULL, NULL, NULL, NULL, NULL);
  g_print ("%-44s %7.3f s %5u suggestions\n", what,
           (double) (g_get_monotonic_time () - start) / 1e6, found->len);
  for (guint i = 0; i < found->len; i++)
    g_print ("    %s\n", dect_repair_get_text (g_ptr_array_index (found, i)));
}

static void
bench_repair (void)
{
  static const BenchSize thin = { .n_floors = 1, .n_walls = 1000, .n_rfps = 8 };
  static const BenchSize usual = { .n_floors = 1, .n_walls = 1000, .n_rfps = 14 };
  static const BenchSize large = { .n_floors = 20, .n_walls = 20000, .n_rfps = 130 };
  g_autoptr (DectSite) sample = dect_sample_new (NULL);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (sample);
  g_autoptr (DectSnapshot) first = bench_site_new (&thin);
  g_autoptr (DectSnapshot) second = bench_site_new (&usual);
  g_autoptr (DectSnapshot) third = bench_site_new (&large);

  repair ("demo site", snapshot);
  repair ("120 x 80 m, 1000 walls, 8 RFPs", first);
  repair ("120 x 80 m, 1000 walls, 14 RFPs", second);
  repair ("20 such floors, 130 RFPs", third);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  bench_repair ();
  if (g_getenv ("REPAIR") == NULL)
    bench_placement ();
  return 0;
}
