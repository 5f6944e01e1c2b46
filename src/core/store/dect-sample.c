/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"

#include "config.h"

#include "store/dect-sample.h"

#include <glib/gi18n-lib.h>

#include "model/dect-data.h"
#include "model/dect-history.h"
#include "store/dect-csv-import.h"

/* The plans are drawn in centimetres, with a margin of two metres around the house. */
#define PLAN_SCALE_M 0.01
#define PLAN_MARGIN_M 2.0

/* Fixed, so that the sample at a PBX is the same sample every time. */
#define SAMPLE_UUID "5a3c2f0e-7d41-4b58-9a6e-0c1d2e3f4a5b"

static const struct
{
  const char *field;
  const char *value;
} info_values[] = {
  { "uuid", SAMPLE_UUID },      { "name", "Plant North" },      { "customer", "Example Works Ltd" },
  { "gateway", "Plant North" }, { "netmask", "255.255.255.0" }, { "omm_user", "omm" },
  { "omm_release", "8.1" },     { "park", "1F102A7158" },       { "sip_registrar", "10.20.0.2" },
  { "sip_proxy", "10.20.0.2" },
};

static const struct
{
  const char *floor;
  const char *file;
} plans[] = {
  { "Basement", "sample/basement.svg" },
  { "Ground floor", "sample/ground-floor.svg" },
  { "1st floor", "sample/first-floor.svg" },
};

static void
input_clear (gpointer data)
{
  g_clear_pointer (&((DectCsvInput *) data)->bytes, g_bytes_unref);
}

static gboolean
import_tables (DectSite *site, GError **error)
{
  static const DectKind kinds[]
      = { DECT_KIND_BUILDING, DECT_KIND_FLOOR, DECT_KIND_WALL,   DECT_KIND_OPENING,
          DECT_KIND_SWITCH,   DECT_KIND_RFP,   DECT_KIND_HANDSET };
  g_autoptr (GArray) inputs = g_array_new (FALSE, TRUE, sizeof (DectCsvInput));
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  g_autoptr (DectCsvReport) report = NULL;

  g_array_set_clear_func (inputs, input_clear);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("sample/%s.csv", dect_kind_id (kinds[i]));
      DectCsvInput input
          = { kinds[i], dect_data_load_bytes (path, error), dect_kind_id (kinds[i]) };

      if (input.bytes == NULL)
        return FALSE;
      g_array_append_val (inputs, input);
    }
  report = dect_csv_plan (snapshot, (const DectCsvInput *) (gpointer) inputs->data, inputs->len,
                          error);
  return report != NULL && dect_csv_apply (report, site, NULL, error);
}

static gboolean
add_plan (DectSite *site, const char *name, const char *path, GError **error)
{
  GListModel *floors = dect_site_list (site, DECT_KIND_FLOOR);
  g_autoptr (GBytes) image = dect_data_load_bytes (path, error);

  if (image == NULL)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);
      DectFloor *floor = dect_floor_copy (DECT_FLOOR (dect_item_get_record (item)));

      if (g_strcmp0 (floor->name, name) == 0)
        {
          floor->plan = dect_site_add_blob (site, image, "svg");
          floor->plan_scale_m = PLAN_SCALE_M;
          floor->plan_x_m = floor->plan_y_m = -PLAN_MARGIN_M;
        }
      dect_history_put_one (dect_site_get_history (site), DECT_RECORD (floor), _("Sample site"),
                            NULL);
    }
  return TRUE;
}

DectSite *
dect_sample_new (GError **error)
{
  g_autoptr (DectSite) site = dect_site_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  DectSiteInfo *info = dect_site_info_copy (dect_site_get_info (site));

  for (guint i = 0; i < G_N_ELEMENTS (info_values); i++)
    dect_field_set_text (dect_kind_field (DECT_KIND_SITE, info_values[i].field), DECT_RECORD (info),
                         info_values[i].value, NULL);
  dect_history_put_one (dect_site_get_history (site), DECT_RECORD (info), _("Sample site"), NULL);
  if (!import_tables (site, error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (!add_plan (site, plans[i].floor, plans[i].file, error))
      return NULL;

  /* The person did none of this, so there is nothing to undo. */
  snapshot = dect_site_snapshot (site);
  return dect_site_new_from_snapshot (snapshot);
}
