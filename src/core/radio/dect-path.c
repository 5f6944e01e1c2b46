/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-radio"

#include "config.h"

#include "radio/dect-path-private.h"

#include "model/dect-i18n.h"
#include "radio/dect-radio-data.h"

struct _DectPath
{
  gatomicrefcount ref_count;
  DectPathTerms terms;
  double level_dbm;
  GArray *crossings; /* DectCrossing */
};

G_DEFINE_BOXED_TYPE (DectPath, dect_path, dect_path_ref, dect_path_unref)

DectPath *
dect_path_new (const DectPathTerms *terms, double level_dbm, GArray *crossings)
{
  DectPath *self = g_new0 (DectPath, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->terms = *terms;
  self->level_dbm = level_dbm;
  self->crossings = crossings;
  return self;
}

DectPath *
dect_path_ref (DectPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
dect_path_unref (DectPath *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->crossings);
  g_free (self);
}

const DectPathTerms *
dect_path_get_terms (DectPath *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->terms;
}

double
dect_path_get_level (DectPath *self)
{
  g_return_val_if_fail (self != NULL, 0.0);

  return self->level_dbm;
}

const DectCrossing *
dect_path_get_crossings (DectPath *self, guint *n_crossings)
{
  g_return_val_if_fail (self != NULL && n_crossings != NULL, NULL);

  *n_crossings = self->crossings->len;
  return (const DectCrossing *) (gconstpointer) self->crossings->data;
}

char *
dect_crossing_dup_label (const DectCrossing *crossing)
{
  const DectMaterial *material;

  g_return_val_if_fail (crossing != NULL, NULL);

  material = dect_material_find (crossing->material);
  /* Translators: a wall or slab on a radio path and what it costs: "Concrete 15 cm, 9.0 dB" */
  return g_strdup_printf (_("%s, %.1f dB"),
                          material != NULL ? dect_material_get_label (material)
                                           : _("Slab, usual loss"),
                          crossing->loss_db);
}
