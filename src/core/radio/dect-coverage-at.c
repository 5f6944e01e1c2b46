/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-coverage-private.h"

#include "model/dect-i18n.h"
#include "radio/dect-radio-data.h"

#include <math.h>

static void
clear_level (gpointer data)
{
  g_clear_pointer (&((DectLevelAt *) data)->path, dect_path_unref);
}

static int
compare_levels (const void *a, const void *b)
{
  const DectLevelAt *x = a;
  const DectLevelAt *y = b;

  if (x->level_dbm != y->level_dbm)
    return x->level_dbm > y->level_dbm ? -1 : 1;
  return (x->rfp > y->rfp) - (x->rfp < y->rfp);
}

GArray *
dect_coverage_at (DectSnapshot *snapshot, guint32 floor_id, double x_m, double y_m, GError **error)
{
  g_autoptr (DectScene) scene = NULL;
  g_autoptr (DectSceneWalker) walker = NULL;
  GArray *levels;
  DectScenePoint handset;
  guint floor;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (!dect_coverage_find_floor (snapshot, floor_id, &floor, error))
    return NULL;
  if (!isfinite (x_m) || !isfinite (y_m))
    {
      g_set_error (error, DECT_COVERAGE_ERROR, DECT_COVERAGE_ERROR_SIZE,
                   _("A point needs two numbers, in metres."));
      return NULL;
    }

  scene = dect_scene_new (snapshot);
  walker = dect_scene_walker_new (scene);
  dect_scene_point_on_floor (scene, floor, x_m, y_m, dect_limit_value ("handset-height"), &handset);
  levels = g_array_new (FALSE, FALSE, sizeof (DectLevelAt));
  g_array_set_clear_func (levels, clear_level);
  for (guint i = 0; i < scene->n_rfps; i++)
    {
      const DectSceneRfp *rfp = &scene->rfps[i];
      DectPath *path
          = rfp->on ? dect_scene_trace (walker, &rfp->at, &handset, rfp->eirp_dbm) : NULL;
      DectLevelAt level = { i, path != NULL ? dect_path_get_level (path) : (double) NAN, path };

      if (path != NULL)
        g_array_append_val (levels, level);
    }
  g_array_sort (levels, compare_levels);
  return levels;
}
