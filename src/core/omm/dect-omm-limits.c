/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-limits.h"

#include <string.h>

#include "omm/dect-omm-private.h"

static gboolean
is_carried (gunichar c, gboolean ascii)
{
  return c != ';' && c != '#' && !g_unichar_iscntrl (c) && c != 0x2028 && c != 0x2029
         && (!ascii || c <= 126);
}

gboolean
dect_omm_text_is_carried (const char *text, gboolean ascii, guint *position, char shown[8])
{
  guint place = 0;
  const char *end;

  g_return_val_if_fail (text != NULL, FALSE);

  end = text + strlen (text);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      place++;
      if (is_carried (c, ascii) && (c != ' ' || (p > text && p + 1 < end)))
        continue;
      *position = place;
      if (g_unichar_isgraph (c) && c != 0x2028 && c != 0x2029)
        shown[g_unichar_to_utf8 (c, shown)] = '\0';
      else
        g_snprintf (shown, 8, "U+%04X", c);
      return FALSE;
    }
  return TRUE;
}

/* The record that holds the text of a column: for the names of places, the place. */
static guint32
owner_of (const DectSnapshot *snapshot, const DectRecord *record, const DectOmmColumn *column)
{
  const DectFloor *floor = NULL;

  if (record->kind == DECT_KIND_RFP)
    floor = dect_snapshot_find_floor (snapshot, DECT_RFP (record)->floor);
  if (floor != NULL && g_str_equal (column->field, "building"))
    return floor->building;
  if (floor != NULL && g_str_equal (column->field, "floor"))
    return floor->head.id;
  return record->id;
}

static void
check_column (GArray *limits,
              GHashTable *seen,
              const DectSnapshot *snapshot,
              const DectOmmLayout *layout,
              const DectRecord *record,
              const DectOmmColumn *column)
{
  DectOmmLimit limit = { owner_of (snapshot, record, column), column };
  g_autofree char *text = NULL;

  if (limit.id != record->id && !g_hash_table_add (seen, GUINT_TO_POINTER (limit.id)))
    return;
  text = dect_omm_column_dup_value (column, snapshot, record, NULL);
  limit.length = (guint) g_utf8_strlen (text, -1);
  if (!dect_omm_text_is_carried (text, dect_omm_layout_is_ascii (layout), &limit.position,
                                 limit.shown))
    g_array_append_val (limits, limit);
  if (column->max_length == 0 || limit.length <= column->max_length)
    return;
  limit.position = 0;
  g_array_append_val (limits, limit);
}

GArray *
dect_omm_find_limits (const DectSnapshot *snapshot, const DectOmmLayout *layout)
{
  GArray *limits = g_array_new (FALSE, TRUE, sizeof (DectOmmLimit));
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const DectOmmColumn *columns;
  const DectRecord *const *records;
  guint n_columns, n_records;

  g_return_val_if_fail (snapshot != NULL, limits);
  g_return_val_if_fail (layout != NULL, limits);

  columns = dect_omm_layout_get_columns (layout, &n_columns);
  records = dect_snapshot_records (snapshot, dect_omm_layout_get_kind (layout), &n_records);
  for (guint i = 0; i < n_records; i++)
    for (guint c = 0; c < n_columns; c++)
      if (columns[c].form == DECT_OMM_FORM_TEXT && !columns[c].secret)
        check_column (limits, seen, snapshot, layout, records[i], &columns[c]);
  return limits;
}
