/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-site.h"

#include "model/dect-catalogue.h"
#include "model/dect-i18n.h"
#include "model/dect-locale.h"
#include "model/dect-mac.h"

#include <math.h>

/* 0 = A, 25 = Z, 26 = AA */
char *
dect_sheet_letters (guint index)
{
  GString *text = g_string_new (NULL);

  for (gint64 rest = index; rest >= 0; rest = rest / 26 - 1)
    g_string_prepend_c (text, (char) ('A' + rest % 26));

  return g_string_free (text, FALSE);
}

static int
compare_rfps (gconstpointer a, gconstpointer b, gpointer user_data)
{
  DectSnapshot *snapshot = user_data;
  guint i = *(const guint *) a, j = *(const guint *) b;
  gint x = dect_snapshot_rfp (snapshot, i)->number, y = dect_snapshot_rfp (snapshot, j)->number;

  if ((x == DECT_UNSET) != (y == DECT_UNSET))
    return x == DECT_UNSET ? 1 : -1;
  if (x != y)
    return x < y ? -1 : 1;
  return i < j ? -1 : i > j;
}

static int
compare_floors (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const DectFloor *x = *(const DectFloor *const *) a, *y = *(const DectFloor *const *) b;
  gint building_x = dect_snapshot_index (user_data, x->building);
  gint building_y = dect_snapshot_index (user_data, y->building);

  if (building_x != building_y)
    return building_x < building_y ? -1 : 1;
  if (x->level != y->level)
    return x->level < y->level ? -1 : 1;
  return dect_snapshot_index (user_data, x->head.id) - dect_snapshot_index (user_data, y->head.id);
}

static gboolean
belongs (const DectRfp *rfp, const DectFloor *floor)
{
  gboolean placed = dect_rfp_is_placed (rfp);

  return floor != NULL ? placed && rfp->floor == floor->head.id : !placed;
}

static GArray *
collect (DectSnapshot *snapshot, gboolean all, const DectFloor *floor)
{
  GArray *rfps = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);

  for (guint i = 0; i < n_rfps; i++)
    if (all || belongs (dect_snapshot_rfp (snapshot, i), floor))
      g_array_append_val (rfps, i);

  g_array_sort_with_data (rfps, compare_rfps, snapshot);
  return rfps;
}

GArray *
dect_sheet_rfps (DectSnapshot *snapshot, const DectFloor *floor)
{
  return collect (snapshot, FALSE, floor);
}

GArray *
dect_sheet_rfps_all (DectSnapshot *snapshot)
{
  return collect (snapshot, TRUE, NULL);
}

GPtrArray *
dect_sheet_floors (DectSnapshot *snapshot)
{
  GPtrArray *floors = g_ptr_array_new ();

  for (guint i = 0; i < dect_snapshot_count (snapshot, DECT_KIND_FLOOR); i++)
    g_ptr_array_add (floors, (gpointer) dect_snapshot_floor (snapshot, i));
  g_ptr_array_sort_with_data (floors, compare_floors, snapshot);
  return floors;
}

const char *
dect_sheet_site_name (const DectSheetSite *site)
{
  const DectSiteInfo *info = dect_snapshot_get_info (site->snapshot);

  return info->name != NULL       ? info->name
         : info->customer != NULL ? info->customer
                                  : _("Site without a name");
}

char *
dect_sheet_date (const DectSheetSite *site)
{
  gint64 changed = dect_snapshot_get_changed (site->snapshot);
  g_autofree char *date = NULL;

  if (changed <= 0)
    return NULL;
  date = dect_locale_dup_date (changed);
  /* Translators: the argument is the date of the plan's last change */
  return g_strdup_printf (_("Plan of %s"), date);
}

char **
dect_sheet_labels (DectSnapshot *snapshot)
{
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP), unnumbered = 0;
  char **labels = g_new0 (char *, n_rfps + 1);

  for (guint i = 0; i < n_rfps; i++)
    {
      gint number = dect_snapshot_rfp (snapshot, i)->number;

      labels[i] = number != DECT_UNSET ? g_strdup_printf ("%d", number)
                                       : dect_sheet_letters (unnumbered++);
    }

  return labels;
}

char *
dect_sheet_floor_title (DectSnapshot *snapshot, const DectFloor *floor)
{
  const DectBuilding *building = dect_snapshot_find_building (snapshot, floor->building);
  const char *name = floor->name != NULL ? floor->name : _("Floor without a name");

  if (building == NULL || building->name == NULL)
    return g_strdup (name);
  return g_strdup_printf ("%s · %s", building->name, name);
}

char *
dect_sheet_mac_text (const DectRfp *rfp)
{
  DectMac mac;

  if (rfp->mac == NULL)
    return NULL;
  return dect_mac_parse (rfp->mac, &mac, NULL) ? dect_mac_to_string (&mac) : g_strdup (rfp->mac);
}

const char *
dect_sheet_model_text (const DectRfp *rfp)
{
  const DectRfpModel *model = rfp->model != NULL ? dect_catalogue_find (rfp->model) : NULL;

  return model != NULL ? model->name : rfp->model;
}

const char *
dect_sheet_role_text (const DectRfp *rfp)
{
  return rfp->role == DECT_ROLE_MASTER     ? _("Master")
         : rfp->role == DECT_ROLE_FAILOVER ? _("Failover")
                                           : NULL;
}

char *
dect_sheet_switch_text (DectSnapshot *snapshot, const DectRfp *rfp)
{
  const DectSwitch *lan_switch = dect_snapshot_find_switch (snapshot, rfp->network_switch);
  const char *name = lan_switch != NULL ? lan_switch->name : NULL;

  if (rfp->port == DECT_UNSET)
    return g_strdup (name);
  return g_strdup_printf ("%s / %d", name != NULL ? name : "", rfp->port);
}

const char *
dect_sheet_place_text (const DectRfp *rfp)
{
  return rfp->room != NULL ? rfp->room : rfp->name;
}

char *
dect_sheet_level_text (double level_dbm)
{
  return isfinite (level_dbm) ? dect_locale_dup_number (level_dbm, 0) : NULL;
}

char *
dect_sheet_length_text (double length_m, guint decimals)
{
  g_autofree char *number = dect_locale_dup_number (length_m, decimals);

  /* Translators: a length in metres */
  return g_strdup_printf (_("%s m"), number);
}
