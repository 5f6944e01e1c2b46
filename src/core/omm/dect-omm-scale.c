/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-scale.h"

#include <math.h>

#include "model/dect-data.h"
#include "model/dect-i18n.h"

#define PATH "omm/rssi-scales.json"

/* The first texts of data/omm/rssi-scales.json, so that they can be translated. */
static const char *const titles[] G_GNUC_UNUSED = {
  N_("dBm"),
  N_("dB above −100 dBm"),
};

static gboolean
read_scale (JsonObject *object, DectOmmScale *scale)
{
  *scale = (DectOmmScale){
    .id = dect_data_text (object, "id", NULL),
    .title = dect_data_text (object, "title", NULL),
    .offset_db = dect_data_number (object, "offset_db", -200, 200, NAN),
    .lowest_dbm = dect_data_number (object, "lowest_dbm", -200, 100, -110),
    .highest_dbm = dect_data_number (object, "highest_dbm", -200, 100, -10),
    .verified = dect_data_boolean (object, "verified"),
    .source = dect_data_text (object, "source", ""),
  };
  return scale->id != NULL && scale->title != NULL && isfinite (scale->offset_db);
}

static const DectOmmScale *
find_in (GArray *scales, const char *id)
{
  for (guint i = 0; i < scales->len; i++)
    {
      const DectOmmScale *scale = &g_array_index (scales, DectOmmScale, i);

      if (g_strcmp0 (scale->id, id) == 0)
        return scale;
    }
  return NULL;
}

static void
add_scale (JsonObject *object, gpointer scales)
{
  DectOmmScale scale;

  if (read_scale (object, &scale) && find_in (scales, scale.id) == NULL)
    g_array_append_val ((GArray *) scales, scale);
}

static gpointer
load (gpointer data)
{
  GArray *scales = g_array_new (FALSE, FALSE, sizeof (DectOmmScale));
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = dect_data_load (PATH, &error);
  g_autoptr (JsonNode) built_in = dect_data_load_built_in (PATH, NULL);

  if (root == NULL)
    g_printerr (_("%s The built-in figures are used.\n"), error->message);
  dect_data_foreach (root, "scales", add_scale, scales);
  dect_data_foreach (built_in, "scales", add_scale, scales);
  return scales;
}

static GArray *
get_scales (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load, NULL);
}

const DectOmmScale *
dect_omm_scale_list (guint *n_scales)
{
  GArray *scales = get_scales ();

  g_return_val_if_fail (n_scales != NULL, NULL);

  *n_scales = scales->len;
  return (gconstpointer) scales->data;
}

const DectOmmScale *
dect_omm_scale_find (const char *id)
{
  return find_in (get_scales (), id);
}

double
dect_omm_scale_level (const DectOmmScale *self, gint rssi)
{
  g_return_val_if_fail (self != NULL, NAN);

  return rssi == DECT_OMM_UNSET ? NAN : rssi + self->offset_db;
}

static gboolean
scale_fits (const DectOmmScale *scale, const DectOmmSystem *system)
{
  for (guint i = 0; i < system->heard->len; i++)
    {
      const DectOmmHeard *heard = g_ptr_array_index (system->heard, i);
      double level = dect_omm_scale_level (scale, heard->rssi);

      if (!heard->lost && (level < scale->lowest_dbm || level > scale->highest_dbm))
        return FALSE;
    }
  return TRUE;
}

const DectOmmScale *
dect_omm_scale_suggest (const DectOmmSystem *system)
{
  guint n_scales;
  const DectOmmScale *scales = dect_omm_scale_list (&n_scales);

  g_return_val_if_fail (system != NULL, scales);

  for (guint i = 0; i < n_scales; i++)
    if (scale_fits (&scales[i], system))
      return &scales[i];
  return scales;
}
