/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-csv-import-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Nobody measures so far around a building by intention; pixels taken for metres are farther. */
#define FAR_OUT_M 50.0

/* What is drawn on a floor; x1 > x2 while nothing is. */
typedef struct
{
  double x1, y1, x2, y2;
  gboolean told; /* that something is far outside */
} Extent;

static void
widen (Extent *extent, double x_m, double y_m)
{
  if (!isfinite (x_m) || !isfinite (y_m))
    return;
  extent->x1 = fmin (extent->x1, x_m);
  extent->y1 = fmin (extent->y1, y_m);
  extent->x2 = fmax (extent->x2, x_m);
  extent->y2 = fmax (extent->y2, y_m);
}

static Extent *
measure_floor (const DectCsvIndex *index, guint32 floor)
{
  g_autoptr (GPtrArray) walls = dect_csv_index_list (index, DECT_KIND_WALL);
  g_autoptr (GPtrArray) rfps = dect_csv_index_list (index, DECT_KIND_RFP);
  Extent *extent = g_new0 (Extent, 1);

  extent->x1 = extent->y1 = INFINITY;
  extent->x2 = extent->y2 = -INFINITY;
  for (guint i = 0; i < walls->len; i++)
    {
      const DectWall *wall = g_ptr_array_index (walls, i);

      if (wall->floor != floor)
        continue;
      widen (extent, wall->x1_m, wall->y1_m);
      widen (extent, wall->x2_m, wall->y2_m);
    }
  for (guint i = 0; i < rfps->len; i++)
    {
      const DectRfp *rfp = g_ptr_array_index (rfps, i);

      if (rfp->floor == floor)
        widen (extent, rfp->x_m, rfp->y_m);
    }
  return extent;
}

void
dect_csv_row_check_place (DectCsvRow *self, const DectCsvFile *file)
{
  const DectSurvey *survey = DECT_SURVEY (self->values);
  guint32 floor = self->refs[dect_csv_file_column (file, "floor")];
  Extent *extent = g_hash_table_lookup (file->extents, GUINT_TO_POINTER (floor));
  double off_m;

  if (extent == NULL)
    {
      /* Walls and RFPs come before: they do not change any more. */
      extent = measure_floor (file->index, floor);
      g_hash_table_insert (file->extents, GUINT_TO_POINTER (floor), extent);
    }
  if (extent->told || extent->x1 > extent->x2)
    return;

  off_m = fmax (fmax (extent->x1 - survey->x_m, survey->x_m - extent->x2),
                fmax (extent->y1 - survey->y_m, survey->y_m - extent->y2));
  if (!(off_m > FAR_OUT_M))
    return;
  extent->told = TRUE;
  dect_csv_row_notice (
      self, file, "x_m",
      g_strdup_printf (
          _("The place is %.0f m away from all that is drawn on “%s” (x %.0f to %.0f, y %.0f to "
             "%.0f). x_m and y_m are metres of the plan. Further places on this floor are not "
             "named."),
          off_m, dect_csv_row_cell (self, file, "floor"), extent->x1, extent->x2, extent->y1,
          extent->y2));
}
