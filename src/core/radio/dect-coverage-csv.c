/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-private.h"
#include "store/dect-csv.h"

#include <math.h>

/* By index of the RFP: its name as a field of CSV, its number where it has no name. */
static char **
list_names (DectSnapshot *snapshot)
{
  guint n = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  char **names = g_new0 (char *, (gsize) n + 1);

  for (guint i = 0; i < n; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);

      GString *name = g_string_new (NULL);

      if (rfp->name != NULL)
        dect_csv_append_cell (name, rfp->name);
      else if (rfp->number != DECT_UNSET)
        g_string_append_printf (name, "%d", rfp->number);
      names[i] = g_string_free (name, FALSE);
    }
  return names;
}

static void
append_number (GString *text, const char *format, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite (value))
    g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, format, value));
}

GBytes *
dect_coverage_to_csv (DectCoverage *self, DectSnapshot *snapshot)
{
  g_return_val_if_fail (self != NULL && snapshot != NULL, NULL);

  const DectArea *area = dect_coverage_get_area (self);
  guint columns = dect_coverage_get_n_columns (self);
  guint rows = dect_coverage_get_n_rows (self);
  double cell_m = dect_coverage_get_cell (self);
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  g_auto (GStrv) names = list_names (snapshot);
  GString *text = g_string_new ("x_m,y_m,best_dbm,rfp,second_dbm,third_dbm,count,band\n");

  for (gsize i = 0; i < (gsize) columns * rows; i++)
    {
      gint server = dect_coverage_get_server (self)[i];

      append_number (text, "%.3f", area->x1_m + ((double) (i % columns) + 0.5) * cell_m);
      g_string_append_c (text, ',');
      append_number (text, "%.3f", area->y1_m + ((double) (i / columns) + 0.5) * cell_m);
      g_string_append_c (text, ',');
      append_number (text, "%.1f", (double) dect_coverage_get_best (self)[i]);
      g_string_append_c (text, ',');
      g_string_append (text, server >= 0 && (guint) server < n_rfps ? names[server] : "");
      g_string_append_c (text, ',');
      append_number (text, "%.1f", (double) dect_coverage_get_second (self)[i]);
      g_string_append_c (text, ',');
      append_number (text, "%.1f", (double) dect_coverage_get_third (self)[i]);
      g_string_append_printf (text, ",%u,%s\n", dect_coverage_get_count (self)[i],
                              dect_coverage_band_id (dect_coverage_band_at (self, i)));
    }
  return g_string_free_to_bytes (text);
}
