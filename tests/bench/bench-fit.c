/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What a fit takes, by how much was measured. Prints a table; asserts nothing about time. */

#include "config.h"

#include "radio/dect-fit.h"

#include "support/survey-site.h"

/* 60 x 40 m in rooms of four materials, eight RFPs. */
static DectSite *
draw_floor (void)
{
  static const char *const materials[] = { "brick-10", "plasterboard", "concrete-15", "glass" };
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  guint32 floor
      = site_add_floor (builder, site_add_building (builder, NAN, NAN), 0, "office", NULL);

  for (guint i = 1; i < 12; i++)
    for (guint k = 0; k < 8; k++)
      {
        site_add_wall (builder, floor, i * 5, k * 5, i * 5, k * 5 + 5, materials[(i + k) % 4]);
        site_add_wall (builder, floor, i * 5, k * 5, i * 5 + 5, k * 5, materials[(i * 3 + k) % 4]);
      }
  for (guint i = 0; i < 8; i++)
    site_add_rfp (builder, (gint) i + 1, floor, 7 + (i % 4) * 15, 11 + (i / 4) * 18);

  g_autoptr (DectSnapshot) snapshot = dect_snapshot_builder_end (builder);

  return dect_site_new_from_snapshot (snapshot);
}

int
main (void)
{
  static const guint counts[] = { 25, 50, 100, 200, 400, 800 };
  static const SurveyTruth truth
      = { 3.0, 23.0, "brick-10=5 concrete-15=11 glass=3 plasterboard=1" };

  g_print ("%10s %14s %12s %16s\n", "places", "observations", "fit, ms", "left out sigma");
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (DectSite) site = draw_floor ();
      g_autoptr (DectSnapshot) snapshot = NULL;
      g_autoptr (DectFit) fit = NULL;
      gint64 start;

      survey_measure (site, &truth, 0, counts[i], 60, 40, 4.0, 1);
      snapshot = dect_site_snapshot (site);
      start = g_get_monotonic_time ();
      fit = dect_fit_new (snapshot, NULL, NULL, NULL);
      g_print ("%10u %14u %12.1f %16.2f\n", counts[i], dect_fit_get_before (fit)->n,
               (double) (g_get_monotonic_time () - start) / 1000.0,
               dect_fit_get_left_out (fit)->sigma_db);
    }
  return 0;
}
