/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-change-private.h"

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"
#include "store/dect-peer.h"

#include <glib/gi18n-lib.h>

struct _DectPbxChange
{
  GObject parent_instance;

  DectPbxOp op;
  DectPbxKind kind;
  char *key;
  char *name;
  char **fields;
  JsonObject *before;
  JsonObject *after;
};

enum
{
  PROP_0,
  PROP_ACTION,
  PROP_TITLE,
  PROP_KEY,
  PROP_DETAILS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectPbxChange, dect_pbx_change, G_TYPE_OBJECT)

static const char *
action_label (DectPbxOp op)
{
  static const char *const labels[] = { N_("Create"), N_("Change"), N_("Remove") };

  return _(labels[op]);
}

/* What a person calls a member: the model's word for its field where there is one. */
const char *
dect_pbx_member_label (DectPbxKind kind, const char *name)
{
  static const struct
  {
    const char *name;
    const char *label;
  } labels[] = {
    { "name", N_("Name") },
    { "mac", N_("MAC address") },
    { "targetIp", N_("IP address") },
    { "master", N_("Master") },
    { "failover", N_("Failover") },
    { "building", N_("Building") },
    { "floor", N_("Floor") },
    { "wlan", N_("WLAN") },
    { "source", N_("Source") },
    { "ommLayout", N_("Layouts of the OMM files") },
    { "password", N_("OMM password") },
    { "pin", N_("PIN") },
    { "ac", N_("Access code") },
    { "sipPassword", N_("SIP password") },
  };
  const DectPbxMember *member = dect_pbx_members_find (dect_pbx_members (kind), name);

  if (member != NULL && member->field != NULL)
    return _(dect_kind_field (dect_pbx_kind_model (kind), member->field)->label);
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return _(labels[i].label);
  return name;
}

char *
dect_pbx_key_to_text (DectPbxKind kind, const char *key)
{
  DectMac mac;
  DectIpei ipei;

  if (kind == DECT_PBX_KIND_HANDSET && dect_ipei_parse (key, &ipei, NULL))
    return dect_ipei_to_display (&ipei);
  if (kind != DECT_PBX_KIND_HANDSET && dect_mac_parse (key, &mac, NULL))
    return dect_mac_to_string (&mac);
  return g_strdup (key);
}

char *
dect_pbx_record_title (DectPbxKind kind, const char *key, const char *name)
{
  static const char *const titles[]
      = { N_("Gateway %s"), N_("Base station %s"), N_("Handset %s") };
  g_autofree char *text = dect_pbx_key_to_text (kind, key);

  return g_strdup_printf (_(titles[kind]), name != NULL ? name : text);
}

static char *
printed_key (DectPbxChange *self)
{
  return dect_pbx_key_to_text (self->kind, self->key);
}

static void
dect_pbx_change_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DectPbxChange *self = DECT_PBX_CHANGE (object);

  switch (property_id)
    {
    case PROP_ACTION:
      g_value_set_static_string (value, action_label (self->op));
      break;
    case PROP_TITLE:
      g_value_take_string (value, dect_pbx_change_dup_title (self));
      break;
    case PROP_KEY:
      g_value_take_string (value, printed_key (self));
      break;
    case PROP_DETAILS:
      g_value_take_string (value, dect_pbx_change_dup_details (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
dect_pbx_change_finalize (GObject *object)
{
  DectPbxChange *self = DECT_PBX_CHANGE (object);

  g_free (self->key);
  g_free (self->name);
  g_strfreev (self->fields);
  g_clear_pointer (&self->before, json_object_unref);
  g_clear_pointer (&self->after, json_object_unref);
  G_OBJECT_CLASS (dect_pbx_change_parent_class)->finalize (object);
}

static void
dect_pbx_change_class_init (DectPbxChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[] = { NULL, "action", "title", "key", "details" };

  object_class->get_property = dect_pbx_change_get_property;
  object_class->finalize = dect_pbx_change_finalize;
  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_pbx_change_init (DectPbxChange *self)
{
}

DectPbxChange *
dect_pbx_change_new (DectPbxOp op,
                     DectPbxKind kind,
                     const char *key,
                     const char *name,
                     const char *const *fields,
                     JsonObject *before,
                     JsonObject *after)
{
  DectPbxChange *self = g_object_new (DECT_TYPE_PBX_CHANGE, NULL);

  self->op = op;
  self->kind = kind;
  self->key = g_strdup (key);
  self->name = g_strdup (name);
  self->fields = g_strdupv ((char **) fields);
  self->before = before;
  self->after = after;
  return self;
}

DectPbxOp
dect_pbx_change_get_op (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), DECT_PBX_OP_UPDATE);

  return self->op;
}

DectPbxKind
dect_pbx_change_get_kind (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), DECT_PBX_KIND_GATEWAY);

  return self->kind;
}

const char *
dect_pbx_change_get_key (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  return self->key;
}

const char *
dect_pbx_change_get_name (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  return self->name;
}

const char *const *
dect_pbx_change_get_fields (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  return (const char *const *) self->fields;
}

JsonObject *
dect_pbx_change_get_before (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  return self->before;
}

JsonObject *
dect_pbx_change_get_after (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  return self->after;
}

char *
dect_pbx_change_dup_value (JsonObject *values, const char *field)
{
  g_return_val_if_fail (field != NULL, NULL);

  JsonNode *node = values != NULL ? json_object_get_member (values, field) : NULL;
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _("yes") : _("no"));
  if (type == G_TYPE_STRING)
    return dect_peer_plain_text (json_node_get_string (node), 200);

  g_autofree char *text = json_to_string (node, FALSE);
  return dect_peer_plain_text (text, 200);
}

const char *
dect_pbx_change_get_label (DectPbxChange *self, const char *field)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return dect_pbx_member_label (self->kind, field);
}

char *
dect_pbx_change_dup_key_text (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  return printed_key (self);
}

char *
dect_pbx_change_dup_title (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  return dect_pbx_record_title (self->kind, self->key, self->name);
}

char *
dect_pbx_change_dup_details (DectPbxChange *self)
{
  g_return_val_if_fail (DECT_IS_PBX_CHANGE (self), NULL);

  GString *details = g_string_new (NULL);

  for (guint i = 0; self->fields[i] != NULL; i++)
    {
      const char *field = self->fields[i];
      g_autofree char *before = dect_pbx_change_dup_value (self->before, field);
      g_autofree char *after = dect_pbx_change_dup_value (self->after, field);
      if (self->op == DECT_PBX_OP_UPDATE)
        g_string_append_printf (details, "%s%s: %s → %s", i > 0 ? ", " : "",
                                dect_pbx_member_label (self->kind, field),
                                *before != '\0' ? before : "–", *after != '\0' ? after : "–");
      else
        g_string_append_printf (details, "%s%s: %s", i > 0 ? ", " : "",
                                dect_pbx_member_label (self->kind, field),
                                self->op == DECT_PBX_OP_CREATE ? after : before);
    }
  return g_string_free (details, FALSE);
}
