/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "omm/dect-omm-limits.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-writer.h"

static const char *
place_name (const DectSnapshot *snapshot, const DectRfp *rfp, gboolean building)
{
  const DectFloor *floor = dect_snapshot_find_floor (snapshot, rfp->floor);
  const DectBuilding *house;

  if (floor == NULL || !building)
    return floor != NULL && floor->name != NULL ? floor->name : "";
  house = dect_snapshot_find_building (snapshot, floor->building);
  return house != NULL && house->name != NULL ? house->name : "";
}

static const char *
secret_of (const DectSecrets *secrets, const DectHandset *handset, const char *field)
{
  const char *key = g_str_equal (field, "ac") ? DECT_SECRETS_AC : DECT_SECRETS_SIP_PASSWORD;
  const char *secret = NULL;

  if (secrets != NULL && handset->ipei != NULL)
    secret = dect_secrets_get (secrets, handset->ipei, key);
  return secret != NULL ? secret : "";
}

char *
dect_omm_column_form (const DectOmmColumn *column, const char *text)
{
  gint64 number;
  DectMac mac;
  DectIpei ipei;

  if (text == NULL)
    return g_strdup ("");
  switch (column->form)
    {
    case DECT_OMM_FORM_NUMBER:
    case DECT_OMM_FORM_BOOL:
      if (g_ascii_string_to_signed (text, 10, G_MININT, G_MAXINT, &number, NULL))
        return g_strdup_printf ("%" G_GINT64_FORMAT, number);
      break;
    case DECT_OMM_FORM_MAC_COLON_UPPER:
      if (dect_mac_parse (text, &mac, NULL))
        return dect_mac_to_string (&mac);
      break;
    case DECT_OMM_FORM_MAC_PLAIN_LOWER:
      if (dect_mac_parse (text, &mac, NULL))
        return dect_mac_to_key (&mac);
      break;
    case DECT_OMM_FORM_IPEI:
      if (dect_ipei_parse (text, &ipei, NULL))
        return dect_ipei_to_string (&ipei);
      break;
    case DECT_OMM_FORM_TEXT:
      break;
    }
  return g_strdup (text);
}

char *
dect_omm_column_dup_value (const DectOmmColumn *column,
                           const DectSnapshot *snapshot,
                           const DectRecord *record,
                           const DectSecrets *secrets)
{
  const DectField *field = dect_omm_real_field (record->kind, column->field);

  if (column->secret)
    return g_strdup (secret_of (secrets, DECT_HANDSET (record), column->field));
  if (record->kind == DECT_KIND_RFP && g_str_equal (column->field, "building"))
    return g_strdup (place_name (snapshot, DECT_RFP (record), TRUE));
  if (record->kind == DECT_KIND_RFP && g_str_equal (column->field, "floor"))
    return g_strdup (place_name (snapshot, DECT_RFP (record), FALSE));
  if (field == NULL)
    return g_strdup ("");
  if (column->form == DECT_OMM_FORM_BOOL || column->form == DECT_OMM_FORM_NUMBER)
    {
      gint value = dect_field_get_int (field, record);

      return value == DECT_UNSET ? g_strdup ("") : g_strdup_printf ("%d", value);
    }
  return dect_omm_column_form (column, dect_field_get_string (field, record));
}

/* The characters of a secret are not repeated. */
static void
set_character_error (GError **error,
                     const DectOmmLayout *layout,
                     const DectOmmColumn *column,
                     const char *title,
                     guint position,
                     const char *shown)
{
  if (column->secret)
    g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_CHARACTER,
                 _("%s of %s: character %u cannot stand in an OMM file; change it."),
                 dect_omm_column_label (layout, column), title, position);
  else
    g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_CHARACTER,
                 _("%s of %s: character %u, “%s”, cannot stand in an OMM file; change it."),
                 dect_omm_column_label (layout, column), title, position, shown);
}

static gboolean
check_value (const DectOmmLayout *layout,
             const DectOmmColumn *column,
             const DectRecord *record,
             const char *value,
             GError **error)
{
  g_autofree char *title = NULL;
  guint position;
  char shown[8];

  if (!dect_omm_text_is_carried (value, dect_omm_layout_is_ascii (layout), &position, shown))
    {
      title = dect_record_title (record);
      set_character_error (error, layout, column, title, position, shown);
      return FALSE;
    }
  if (column->max_length > 0 && g_utf8_strlen (value, -1) > column->max_length)
    {
      title = dect_record_title (record);
      g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_LONG,
                   ngettext ("%s of %s has %ld characters, the OMM takes at most %u; shorten it.",
                             "%s of %s has %ld characters, the OMM takes at most %u; shorten it.",
                             column->max_length),
                   dect_omm_column_label (layout, column), title, g_utf8_strlen (value, -1),
                   column->max_length);
      return FALSE;
    }
  return TRUE;
}

char *
dect_omm_join (const char *const *values, guint n_values)
{
  GString *line = g_string_new (NULL);

  while (n_values > 0 && (values[n_values - 1] == NULL || *values[n_values - 1] == '\0'))
    n_values--;
  for (guint i = 0; i < n_values; i++)
    {
      if (i > 0)
        g_string_append_c (line, ';');
      if (values[i] != NULL)
        g_string_append (line, values[i]);
    }
  return g_string_free (line, FALSE);
}

char **
dect_omm_record_dup_values (const DectRecord *record,
                            const DectSnapshot *snapshot,
                            const DectOmmLayout *layout,
                            const DectSecrets *secrets,
                            GError **error)
{
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, &n_columns);
  g_auto (GStrv) values = g_new0 (char *, n_columns + 1);

  for (guint i = 0; i < n_columns; i++)
    {
      values[i] = dect_omm_column_dup_value (&columns[i], snapshot, record, secrets);
      if (!check_value (layout, &columns[i], record, values[i], error))
        return NULL;
    }
  return g_steal_pointer (&values);
}

char *
dect_omm_record_key (const DectRecord *record)
{
  g_return_val_if_fail (record != NULL, NULL);

  if (record->kind == DECT_KIND_RFP)
    {
      const DectRfp *rfp = DECT_RFP (record);
      DectMac mac;

      if (rfp->mac == NULL || !dect_mac_parse (rfp->mac, &mac, NULL))
        return NULL;
      return dect_mac_to_key (&mac);
    }
  if (record->kind == DECT_KIND_HANDSET)
    {
      const DectHandset *handset = DECT_HANDSET (record);
      DectIpei ipei;

      if (handset->ipei == NULL)
        return handset->number != NULL ? g_strconcat ("number:", handset->number, NULL) : NULL;
      return dect_ipei_parse (handset->ipei, &ipei, NULL) ? dect_ipei_to_string (&ipei) : NULL;
    }
  g_return_val_if_reached (NULL);
}
