/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/full-site.h"

#include "model/dect-record.h"
#include "store/dect-store.h"

#include <math.h>

static const char *
sample_text (const DectField *field)
{
  if (g_str_equal (field->id, "plan"))
    return FULL_SITE_IMAGE;
  if (g_str_equal (field->id, "photo"))
    return FULL_SITE_PHOTO;
  switch ((gint) field->type)
    {
    case DECT_FIELD_NOTE:
      return "two\nlines, a tab\tand \"quotes\" \\ \xe2\x82\xac \xf0\x9f\x93\x9e";
    case DECT_FIELD_MAC:
      return "00:30:42:1B:7F:05";
    case DECT_FIELD_IPEI:
      return "0007701154842";
    case DECT_FIELD_PARK:
      return "not a PARK, kept as typed";
    case DECT_FIELD_IPV4:
      return "192.168.17.4";
    case DECT_FIELD_NETMASK:
      return "255.255.254.0";
    case DECT_FIELD_MODEL:
      return "45";
    default:
      return "Gr\xc3\xb6\xc3\x9f"
             "e / 12 <b> & \\u0041 \x7e";
    }
}

static void
fill_field (const DectField *field, DectRecord *record, const guint32 *ids)
{
  GError *error = NULL;
  const DectChoice *last = field->choices;

  switch ((gint) field->type)
    {
    case DECT_FIELD_NUMBER:
      dect_field_set_number (field, record,
                             round ((field->minimum * 0.7 + field->maximum * 0.3) * 1e6) / 1e6);
      break;

    case DECT_FIELD_INTEGER:
      dect_field_set_int (field, record, (gint) ((field->minimum + field->maximum) / 2));
      break;

    case DECT_FIELD_BOOL:
      dect_field_set_int (field, record, field->initial != 1);
      break;

    case DECT_FIELD_CHOICE:
      while (last[1].id != NULL)
        last++;
      dect_field_set_int (field, record, last->value);
      break;

    case DECT_FIELD_REFERENCE:
      dect_field_set_ref (field, record, ids[field->target]);
      break;

    default:
      dect_field_set_text (field, record, sample_text (field), &error);
      g_assert_no_error (error);
    }
}

typedef enum
{
  FILL_EVERYTHING,
  FILL_NOTHING, /* everything cleared that can be */
  FILL_INITIAL, /* as new */
} Fill;

static DectRecord *
make_record (DectKind kind, Fill fill, const guint32 *ids)
{
  DectRecord *record = dect_record_new (kind);
  guint n_fields;
  const DectField *fields = dect_kind_fields (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      if (fields[i].flags & DECT_FIELD_OWNER)
        dect_field_set_ref (&fields[i], record, ids[fields[i].target]);
      else if (fill == FILL_EVERYTHING)
        fill_field (&fields[i], record, ids);
      else if (fill == FILL_NOTHING)
        dect_field_clear (&fields[i], record);
    }
  return record;
}

DectSnapshot *
full_site_new (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (GBytes) image = g_bytes_new_static ("\x89PNG not really", 15);
  guint32 ids[DECT_N_KINDS] = { 0 };

  for (DectKind kind = DECT_KIND_SITE; kind < DECT_N_KINDS; kind++)
    {
      DectRecord *record = make_record (kind, FILL_EVERYTHING, ids);

      record->extra
          = g_strdup ("{\"later\": {\"a\": [1.50, -2e-7, null], \"b\": \"\\u00e9\"}, \"x\": []}");
      ids[kind] = dect_snapshot_builder_add (builder, record);
      if (kind == DECT_KIND_SITE)
        continue;
      dect_snapshot_builder_add (builder, make_record (kind, FILL_NOTHING, ids));
      dect_snapshot_builder_add (builder, make_record (kind, FILL_INITIAL, ids));
    }
  dect_snapshot_builder_add_blob (builder, FULL_SITE_IMAGE, image);
  dect_snapshot_builder_add_blob (builder, "plans/unused.png", image);
  dect_snapshot_builder_add_blob (builder, FULL_SITE_PHOTO, image);
  dect_snapshot_builder_add_blob (builder, "photos/unused.jpg", image);
  dect_snapshot_builder_set_changed (builder, 1769862896);
  dect_snapshot_builder_add_log (builder, dect_log_entry_new (1769862896, "push", NULL));
  dect_snapshot_builder_add_log (
      builder, dect_log_entry_new (-1, "tick", "{\"step\":\"check\",\"n\":[1,2]}"));
  return dect_snapshot_builder_end (builder);
}

gboolean
same_site (DectSnapshot *a, DectSnapshot *b)
{
  g_autoptr (GBytes) first = dect_store_write_bytes (a, NULL);
  g_autoptr (GBytes) second = dect_store_write_bytes (b, NULL);

  return g_bytes_equal (first, second);
}
