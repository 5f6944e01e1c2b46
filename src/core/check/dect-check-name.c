/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* Names: there, unique, and such that OMM and PBX take them. */

#define G_LOG_DOMAIN "dect-check"

#include "config.h"

#include "check/dect-check-private.h"

#include "model/dect-i18n.h"

static const char *
gateway_name (DectCheck *check)
{
  return check->info->gateway != NULL ? check->info->gateway : check->info->name;
}

void
dect_check_name_missing (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;

  if (gateway_name (check) == NULL)
    dect_check_report (check, &site, 1,
                       _("Neither the site nor its gateway has a name: enter one, the PBX "
                          "shows it."));
  for (guint i = 0; i < check->n_rfps; i++)
    {
      g_autofree char *title = NULL;

      if (DECT_RFP (check->rfps[i])->name != NULL)
        continue;
      title = dect_record_title (check->rfps[i]);
      dect_check_report (check, &check->rfps[i]->id, 1,
                         _("%s has no name: say where it hangs, so that the crew finds it."),
                         title);
    }
}

static const DectOmmLayout *
layout_of (DectCheck *check, const DectOmmColumn *column)
{
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (check->rfp_layout, &n_columns);

  return column >= columns && column < columns + n_columns ? check->rfp_layout
                                                           : check->handset_layout;
}

static char *
title_of (DectCheck *check, const DectOmmLimit *limit)
{
  const DectRecord *record = dect_snapshot_find (check->snapshot, limit->id);

  return dect_record_title (record);
}

void
dect_check_name_chars (DectCheck *check)
{
  const guint32 site = DECT_SITE_ID;
  const char *gateway = gateway_name (check);
  guint position;
  char shown[8];

  if (gateway != NULL && !dect_omm_text_is_carried (gateway, FALSE, &position, shown))
    dect_check_report (check, &site, 1,
                       _("The name of the gateway has the character “%s” at place %u, which the "
                          "PBX does not take: change it."),
                       shown, position);
  for (guint i = 0; i < check->limits->len; i++)
    {
      const DectOmmLimit *limit = &g_array_index (check->limits, DectOmmLimit, i);
      g_autofree char *title = NULL;

      if (limit->position == 0)
        continue;
      title = title_of (check, limit);
      dect_check_report (check, &limit->id, 1,
                         _("%s: “%s” has the character “%s” at place %u, which no OMM file can "
                            "carry: change it."),
                         title,
                         dect_omm_column_label (layout_of (check, limit->column), limit->column),
                         limit->shown, limit->position);
    }
}

static gboolean
is_place (const DectOmmColumn *column)
{
  return g_str_equal (column->field, "building") || g_str_equal (column->field, "floor")
         || g_str_equal (column->field, "room");
}

static void
check_lengths (DectCheck *check, gboolean places)
{
  for (guint i = 0; i < check->limits->len; i++)
    {
      const DectOmmLimit *limit = &g_array_index (check->limits, DectOmmLimit, i);
      g_autofree char *title = NULL;

      if (limit->position > 0 || is_place (limit->column) != places)
        continue;
      title = title_of (check, limit);
      dect_check_report (check, &limit->id, 1,
                         _("%s: “%s” has %u characters, the OMM takes %u: shorten it."), title,
                         dect_omm_column_label (layout_of (check, limit->column), limit->column),
                         limit->length, limit->column->max_length);
    }
}

/* What the OMM's limit does not say already: the PBX takes 64 characters. */
static void
check_pbx_length (DectCheck *check, const DectRecord *record, const char *name, guint omm_limit)
{
  g_autofree char *title = NULL;
  glong length = name != NULL ? g_utf8_strlen (name, -1) : 0;

  if (length <= DECT_CHECK_PBX_NAME || (omm_limit > 0 && omm_limit <= DECT_CHECK_PBX_NAME))
    return;
  title = dect_record_title (record);
  dect_check_report (check, &record->id, 1,
                     _("%s: the name has %ld characters, the PBX takes %d: shorten it."), title,
                     length, DECT_CHECK_PBX_NAME);
}

static guint
name_limit (const DectOmmLayout *layout)
{
  gint column = dect_omm_layout_find_column (layout, "name");

  return column >= 0 ? dect_omm_layout_get_columns (layout, NULL)[column].max_length : 0;
}

void
dect_check_name_long (DectCheck *check)
{
  check_pbx_length (check, &check->info->head, gateway_name (check), 0);
  check_lengths (check, FALSE);
  for (guint i = 0; i < check->n_rfps; i++)
    check_pbx_length (check, check->rfps[i], DECT_RFP (check->rfps[i])->name,
                      name_limit (check->rfp_layout));
  for (guint i = 0; i < check->n_handsets; i++)
    check_pbx_length (check, check->handsets[i], DECT_HANDSET (check->handsets[i])->name,
                      name_limit (check->handset_layout));
}

void
dect_check_room_long (DectCheck *check)
{
  check_lengths (check, TRUE);
}

static char *
name_key (DectCheck *check, const DectRecord *record)
{
  const char *name = DECT_RFP (record)->name;

  return name != NULL ? g_utf8_casefold (name, -1) : NULL;
}

void
dect_check_name_duplicate (DectCheck *check)
{
  g_autoptr (GPtrArray) groups = dect_check_find_duplicates (check, DECT_KIND_RFP, name_key);

  for (guint i = 0; i < groups->len; i++)
    {
      const GArray *group = g_ptr_array_index (groups, i);
      const guint32 *ids = &g_array_index (group, guint32, 0);
      g_autofree char *titles = dect_check_titles (check, ids, group->len);

      dect_check_report (check, ids, group->len, _("The same name stands at %s: tell them apart."),
                         titles);
    }
}
