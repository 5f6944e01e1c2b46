/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-axi-request-private.h"

#include <stddef.h>

#include "model/dect-catalogue.h"
#include "model/dect-field.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-system.h"
#include "omm/dect-omm-writer.h"

#define NOT_TOLD (-1)

#define RFP(attribute, field, form, built, number)                                                 \
  {                                                                                                \
    "rfp", attribute, { field, DECT_OMM_FORM_##form }, built, number                               \
  }
#define RFP_TEXT(attribute, field, member)                                                         \
  RFP (attribute, field, TEXT, offsetof (DectOmmRfp, member), FALSE)
#define RFP_NUMBER(attribute, field, member)                                                       \
  RFP (attribute, field, NUMBER, offsetof (DectOmmRfp, member), TRUE)
#define RFP_UNTOLD(attribute, field) RFP (attribute, field, NUMBER, NOT_TOLD, TRUE)

static const DectAxiField rfp_fields[] = {
  RFP ("ethAddr", "mac", MAC_COLON_UPPER, NOT_TOLD, FALSE),
  RFP_TEXT ("name", "name", name),
  RFP_TEXT ("hierarchy1", "building", hierarchy[0]),
  RFP_TEXT ("hierarchy2", "floor", hierarchy[1]),
  RFP_TEXT ("hierarchy3", "room", hierarchy[2]),
  RFP_NUMBER ("dectOn", "dect_on", dect_on),
  RFP_NUMBER ("cluster", "cluster", cluster),
  RFP_NUMBER ("pagingArea", "paging_area", paging_area),
  RFP_NUMBER ("preferredSync", "preferred_sync", preferred_sync),
  RFP_NUMBER ("reflectiveEnv", "reflective", reflective),
  RFP_NUMBER ("site", "omm_site", site),
  RFP_NUMBER ("x", "x_m", x),
  RFP_NUMBER ("y", "y_m", y),
  /* Only until the base station connects for the first time. */
  RFP ("hwType", "model", TEXT, NOT_TOLD, FALSE),
  RFP_UNTOLD ("wlanProfile", "wlan_profile"),
  RFP_UNTOLD ("wlanChannel", "wlan_channel"),
  RFP_UNTOLD ("wlanPower", "wlan_power"),
  RFP_UNTOLD ("wlanOn", "wlan_on"),
};

#define USER(attribute, field, form, built, number)                                                \
  {                                                                                                \
    "user", attribute, { field, DECT_OMM_FORM_##form }, built, number                              \
  }
#define USER_TEXT(attribute, field, member)                                                        \
  USER (attribute, field, TEXT, offsetof (DectOmmHandset, member), FALSE)
#define USER_UNTOLD(attribute, field, form, number) USER (attribute, field, form, NOT_TOLD, number)

static const DectAxiField handset_fields[] = {
  USER_TEXT ("num", "number", number),
  USER_TEXT ("name", "name", name),
  USER_TEXT ("addId", "additional_id", additional_id),
  USER_TEXT ("sipAuthId", "sip_user", sip_user),
  USER_UNTOLD ("sosNum", "sos_number", TEXT, FALSE),
  USER_UNTOLD ("manDownNum", "mandown_number", TEXT, FALSE),
  USER_UNTOLD ("locatable", "locatable", BOOL, TRUE),
  USER_UNTOLD ("locRight", "localization", BOOL, TRUE),
  USER_UNTOLD ("trackingActive", "tracking", BOOL, TRUE),
  { "pp", "ipei", { "ipei", DECT_OMM_FORM_IPEI }, NOT_TOLD, FALSE },
};

/* The secrets of a handset; which ones the AXI wants encrypted: facts/omm.md section 10. */
static const struct
{
  const char *key;
  const char *element;
  const char *attribute;
  gboolean encrypted;
} secret_fields[] = {
  { DECT_SECRETS_SIP_PASSWORD, "user", "sipPw", TRUE },
  { "pin", "user", "pin", TRUE },
  { DECT_SECRETS_AC, "pp", "ac", FALSE },
};

const DectAxiField *
dect_axi_fields (DectKind kind, guint *n_fields)
{
  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, NULL);
  g_return_val_if_fail (n_fields != NULL, NULL);

  *n_fields = kind == DECT_KIND_RFP ? G_N_ELEMENTS (rfp_fields) : G_N_ELEMENTS (handset_fields);
  return kind == DECT_KIND_RFP ? rfp_fields : handset_fields;
}

static char *
dup_coordinate (double value_m, guint units_per_metre)
{
  gint units = dect_omm_drawing_units (value_m, units_per_metre);

  return units != DECT_OMM_UNSET ? g_strdup_printf ("%d", units) : g_strdup ("");
}

char *
dect_axi_field_dup_planned (const DectAxiField *field,
                            const DectSnapshot *snapshot,
                            const DectRecord *record,
                            guint units_per_metre)
{
  g_return_val_if_fail (field != NULL && snapshot != NULL && record != NULL, NULL);

  const char *id = field->column.field;

  if (g_str_equal (id, "x_m") || g_str_equal (id, "y_m"))
    return dup_coordinate (*id == 'x' ? DECT_RFP (record)->x_m : DECT_RFP (record)->y_m,
                           units_per_metre);
  if (g_str_equal (field->attribute, "hwType"))
    {
      const DectRfpModel *model = DECT_RFP (record)->model != NULL
                                      ? dect_catalogue_find (DECT_RFP (record)->model)
                                      : NULL;

      return model != NULL ? g_strconcat ("RFP ", model->id, NULL) : g_strdup ("");
    }
  g_autofree char *value = dect_omm_column_dup_value (&field->column, snapshot, record, NULL);
  /* The schema writes MACs in lower case. */
  return g_str_equal (id, "mac") ? g_ascii_strdown (value, -1) : g_steal_pointer (&value);
}

char *
dect_axi_field_dup_built (const DectAxiField *field, gconstpointer built)
{
  g_return_val_if_fail (field != NULL && built != NULL, NULL);
  g_return_val_if_fail (field->built >= 0, NULL);

  if (field->is_number)
    {
      gint value = G_STRUCT_MEMBER (gint, built, field->built);

      return value != DECT_OMM_UNSET ? g_strdup_printf ("%d", value) : g_strdup ("");
    }
  const char *text = G_STRUCT_MEMBER (const char *, built, field->built);
  return g_strdup (text != NULL ? text : "");
}

static DectAxiElement *
add_element (DectAxiElement *request, const char *name)
{
  DectAxiElement *element = dect_axi_element_find (request, name);

  return element != NULL ? element : dect_axi_element_add (request, name);
}

static const char *
name_of_create (const DectRecord *record)
{
  g_autofree char *key = dect_omm_record_key (record);

  if (key == NULL)
    return NULL;
  if (record->kind == DECT_KIND_RFP)
    return "CreateRFP";
  if (DECT_HANDSET (record)->number == NULL)
    return "CreatePPDev";
  return DECT_HANDSET (record)->ipei == NULL ? "CreatePPUser" : "CreateFixedPP";
}

DectAxiElement *
dect_axi_request_create (const DectSnapshot *snapshot,
                         const DectRecord *record,
                         guint units_per_metre)
{
  g_return_val_if_fail (snapshot != NULL && record != NULL, NULL);

  const char *name = name_of_create (record);
  guint n_fields = 0;
  const DectAxiField *fields = dect_axi_fields (record->kind, &n_fields);
  DectAxiElement *request;

  if (name == NULL)
    return NULL;
  request = dect_axi_element_new (name);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value
          = dect_axi_field_dup_planned (&fields[i], snapshot, record, units_per_metre);

      /* A device without a number has no user. */
      if (*value == '\0'
          || (g_str_equal (fields[i].element, "user") && g_str_equal (name, "CreatePPDev")))
        continue;
      dect_axi_element_set (add_element (request, fields[i].element), fields[i].attribute, value);
    }
  return request;
}

gboolean
dect_axi_request_wants_key (const DectSecrets *secrets, const char *identity)
{
  for (guint i = 0; identity != NULL && i < G_N_ELEMENTS (secret_fields); i++)
    if (secret_fields[i].encrypted
        && dect_secrets_get (secrets, identity, secret_fields[i].key) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
dect_axi_request_add_secrets (DectAxiElement *request,
                              const DectSecrets *secrets,
                              const char *identity,
                              DectAxiKey *key,
                              GError **error)
{
  g_return_val_if_fail (request != NULL, FALSE);

  for (guint i = 0; identity != NULL && i < G_N_ELEMENTS (secret_fields); i++)
    {
      const char *secret = dect_secrets_get (secrets, identity, secret_fields[i].key);
      DectAxiElement *element = dect_axi_element_find (request, secret_fields[i].element);
      g_autofree char *encrypted = NULL;

      if (secret == NULL || element == NULL)
        continue;
      if (secret_fields[i].encrypted && key != NULL
          && (encrypted = dect_axi_key_encrypt (key, secret, error)) == NULL)
        return FALSE;
      if (secret_fields[i].encrypted && key == NULL)
        dect_axi_element_set (request, "plainText", "1");
      dect_axi_element_set (element, secret_fields[i].attribute,
                            encrypted != NULL ? encrypted : secret);
    }
  return TRUE;
}
