/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-difference.h"

#include <glib/gi18n.h>

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "pbx/dect-pbx-members-private.h"
#include "store/dect-peer.h"

struct _DectDifference
{
  GObject parent_instance;
  DectDifferenceKind kind;
  DectPbxKind what;
  DectPbxChange *change; /* NULL of what only the PBX has */
  char *folded;          /* for the search, made when it is first needed */
  char *name;
  char *before;
  char *after;
};

enum
{
  PROP_0,
  PROP_SIGN,
  PROP_WHAT,
  PROP_NAME,
  PROP_BEFORE,
  PROP_AFTER,
  PROP_BOTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectDifference, dect_difference, G_TYPE_OBJECT)

static const struct
{
  const char *sign;
  const char *label;
} kinds[DECT_N_DIFFERENCES] = {
  [DECT_DIFFERENCE_NEW] = { "+", N_("new") },
  [DECT_DIFFERENCE_CHANGED] = { "≈", N_("changed") },
  [DECT_DIFFERENCE_REKEYED] = { "⇄", N_("new master") },
  [DECT_DIFFERENCE_REMOVED] = { "−", N_("removed") },
  [DECT_DIFFERENCE_LEFT_OVER] = { "○", N_("no longer planned") },
  [DECT_DIFFERENCE_ONLY_THERE] = { "·", N_("only at the PBX") },
};

static const char *
what_label (DectPbxKind what)
{
  switch (what)
    {
    case DECT_PBX_KIND_GATEWAY:
      return _("Gateway");
    case DECT_PBX_KIND_ACCESSPOINT:
      return _("Base station");
    case DECT_PBX_KIND_HANDSET:
    default:
      return _("Handset");
    }
}

static char *
dup_both (DectDifference *self)
{
  if (*self->before == '\0')
    return g_strdup (self->after);
  if (*self->after == '\0')
    return g_strdup (self->before);
  return g_strdup_printf ("%s → %s", self->before, self->after);
}

static void
dect_difference_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  DectDifference *self = DECT_DIFFERENCE (object);

  switch (property_id)
    {
    case PROP_SIGN:
      g_value_set_static_string (value, kinds[self->kind].sign);
      break;
    case PROP_WHAT:
      g_value_set_static_string (value, what_label (self->what));
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_BEFORE:
      g_value_set_string (value, self->before);
      break;
    case PROP_AFTER:
      g_value_set_string (value, self->after);
      break;
    case PROP_BOTH:
      g_value_take_string (value, dup_both (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
dect_difference_finalize (GObject *object)
{
  DectDifference *self = DECT_DIFFERENCE (object);

  g_clear_object (&self->change);
  g_free (self->folded);
  g_free (self->name);
  g_free (self->before);
  g_free (self->after);
  G_OBJECT_CLASS (dect_difference_parent_class)->finalize (object);
}

static void
dect_difference_class_init (DectDifferenceClass *klass)
{
  static const char *const names[] = { NULL, "sign", "what", "name", "before", "after", "both" };

  G_OBJECT_CLASS (klass)->get_property = dect_difference_get_property;
  G_OBJECT_CLASS (klass)->finalize = dect_difference_finalize;
  for (guint i = 1; i < N_PROPS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
dect_difference_init (DectDifference *self)
{
}

DectDifferenceKind
dect_difference_get_kind (DectDifference *self)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE (self), DECT_DIFFERENCE_NEW);

  return self->kind;
}

const char *
dect_difference_get_name (DectDifference *self)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE (self), NULL);

  return self->name;
}

gboolean
dect_difference_matches (DectDifference *self, const char *folded)
{
  g_return_val_if_fail (DECT_IS_DIFFERENCE (self), FALSE);
  g_return_val_if_fail (folded != NULL, FALSE);

  if (self->folded == NULL)
    {
      g_autofree char *text
          = g_strjoin ("\n", what_label (self->what), self->name, self->before, self->after, NULL);

      self->folded = g_utf8_casefold (text, -1);
    }
  return strstr (self->folded, folded) != NULL;
}

/* --- Fields -------------------------------------------------------------------------------------- */

static char *
dup_printed_key (DectPbxKind kind, const char *key)
{
  DectMac mac;
  DectIpei ipei;

  if (kind == DECT_PBX_KIND_ACCESSPOINT && dect_mac_parse (key, &mac, NULL))
    return dect_mac_to_string (&mac);
  if (kind == DECT_PBX_KIND_HANDSET && dect_ipei_parse (key, &ipei, NULL))
    return dect_ipei_to_display (&ipei);
  return dect_peer_plain_text (key, 40);
}

static void
field_free (gpointer data)
{
  DectDifferenceField *field = data;

  g_free (field->label);
  g_free (field->before);
  g_free (field->after);
  g_free (field);
}

static gboolean
is_secret (DectPbxKind kind, const char *name)
{
  const DectPbxMember *member = dect_pbx_members_find (dect_pbx_members (kind), name);

  return member != NULL && member->type == DECT_PBX_MEMBER_SECRET;
}

/* Whether it changes, never what it is. */
static const char *
secret_label (DectPbxOp op)
{
  return op == DECT_PBX_OP_CREATE ? _("set") : op == DECT_PBX_OP_UPDATE ? _("changed") : "";
}

static char *
dup_value (DectPbxChange *change, JsonObject *values, const char *name)
{
  DectPbxKind kind = dect_pbx_change_get_kind (change);
  g_autofree char *value = dect_pbx_change_dup_value (values, name);

  if (*value == '\0' || !g_str_equal (name, dect_pbx_kind_key_member (kind)))
    return g_steal_pointer (&value);
  return dup_printed_key (kind == DECT_PBX_KIND_GATEWAY ? DECT_PBX_KIND_ACCESSPOINT : kind, value);
}

static DectDifferenceField *
field_new (DectPbxChange *change, const char *name)
{
  DectDifferenceField *field = g_new0 (DectDifferenceField, 1);
  gboolean secret = is_secret (dect_pbx_change_get_kind (change), name);

  field->label = g_strdup (dect_pbx_change_get_label (change, name));
  field->before
      = secret ? g_strdup ("") : dup_value (change, dect_pbx_change_get_before (change), name);
  field->after = secret ? g_strdup (secret_label (dect_pbx_change_get_op (change)))
                        : dup_value (change, dect_pbx_change_get_after (change), name);
  return field;
}

GPtrArray *
dect_difference_list_fields (DectDifference *self)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func (field_free);
  const char *const *names;

  g_return_val_if_fail (DECT_IS_DIFFERENCE (self), fields);

  names = self->change != NULL ? dect_pbx_change_get_fields (self->change) : NULL;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_ptr_array_add (fields, field_new (self->change, names[i]));
  return fields;
}

const char *
dect_difference_kind_label (DectDifferenceKind kind)
{
  g_return_val_if_fail ((guint) kind < DECT_N_DIFFERENCES, NULL);

  return _(kinds[kind].label);
}

/* --- From a review ------------------------------------------------------------------------------- */

/* "00:30:42:1B:7F:0C · 10.20.0.18": a whole record by what tells it from the others. */
static char *
dup_record_text (const char *key, const char *more)
{
  return more != NULL && *more != '\0' ? g_strdup_printf ("%s · %s", key, more) : g_strdup (key);
}

static char *
dup_whole (DectPbxChange *change, JsonObject *values)
{
  g_autofree char *key = dect_pbx_change_dup_key_text (change);
  g_autofree char *more = dect_pbx_change_dup_value (
      values, dect_pbx_change_get_kind (change) == DECT_PBX_KIND_HANDSET ? "number" : "targetIp");

  return dup_record_text (key, more);
}

/* "Name: Hall 1, Role: master", of the values before or after. */
static char *
dup_values (DectPbxChange *change, gboolean after)
{
  const char *const *names = dect_pbx_change_get_fields (change);
  GString *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      DectDifferenceField *field = field_new (change, names[i]);
      const char *value = after ? field->after : field->before;

      g_string_append_printf (text, "%s%s: %s", i > 0 ? ", " : "", field->label,
                              *value != '\0' ? value : "–");
      field_free (field);
    }
  return g_string_free (text, FALSE);
}

static void
add_change (GListStore *store, DectPbxChange *change)
{
  g_autoptr (DectDifference) row = g_object_new (DECT_TYPE_DIFFERENCE, NULL);
  JsonObject *before = dect_pbx_change_get_before (change);
  JsonObject *after = dect_pbx_change_get_after (change);
  DectPbxOp op = dect_pbx_change_get_op (change);
  const char *name = dect_pbx_change_get_name (change);

  row->what = dect_pbx_change_get_kind (change);
  row->name
      = name != NULL && *name != '\0' ? g_strdup (name) : dect_pbx_change_dup_key_text (change);
  row->change = g_object_ref (change);
  if (op == DECT_PBX_OP_UPDATE)
    {
      row->kind = DECT_DIFFERENCE_CHANGED;
      row->before = dup_values (change, FALSE);
      row->after = dup_values (change, TRUE);
    }
  else
    {
      row->kind = op == DECT_PBX_OP_CREATE ? DECT_DIFFERENCE_NEW : DECT_DIFFERENCE_REMOVED;
      row->before = op == DECT_PBX_OP_CREATE ? g_strdup ("") : dup_whole (change, before);
      row->after = op == DECT_PBX_OP_CREATE ? dup_whole (change, after) : g_strdup ("");
    }
  g_list_store_append (store, row);
}

static const struct
{
  DectPbxKind kind;
  const char *list;
  const char *key;
  const char *more;
} lists[] = {
  { DECT_PBX_KIND_ACCESSPOINT, "accesspoints", "mac", "targetIp" },
  { DECT_PBX_KIND_HANDSET, "handsets", "ipei", "number" },
};

static const char *
member (JsonObject *object, const char *name)
{
  const char *text = json_object_get_string_member_with_default (object, name, "");

  return text != NULL ? text : "";
}

static JsonArray *
records (JsonNode *document, const char *list)
{
  JsonNode *node = document != NULL && JSON_NODE_HOLDS_OBJECT (document)
                       ? json_object_get_member (json_node_get_object (document), list)
                       : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* Keys that the plan has, or that go: they have their line already. */
static GHashTable *
known_keys (const DectPbxReview *review, guint list)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *target = records (review->target, lists[list].list);
  GPtrArray *changes = review->result->diff->changes;

  for (guint i = 0; target != NULL && i < json_array_get_length (target); i++)
    g_hash_table_add (
        keys, g_strdup (member (json_array_get_object_element (target, i), lists[list].key)));
  for (guint i = 0; i < changes->len; i++)
    if (dect_pbx_change_get_kind (changes->pdata[i]) == lists[list].kind)
      g_hash_table_add (keys, g_strdup (dect_pbx_change_get_key (changes->pdata[i])));
  return keys;
}

static void
add_only_there (GListStore *store, guint list, JsonObject *record, const char *source)
{
  g_autoptr (DectDifference) row = g_object_new (DECT_TYPE_DIFFERENCE, NULL);
  g_autofree char *key = dup_printed_key (lists[list].kind, member (record, lists[list].key));
  g_autofree char *more = dect_peer_plain_text (member (record, lists[list].more), 40);

  gboolean ours = *source != '\0' && g_str_equal (member (record, "source"), source);

  row->kind = ours ? DECT_DIFFERENCE_LEFT_OVER : DECT_DIFFERENCE_ONLY_THERE;
  row->what = lists[list].kind;
  row->name = dect_peer_plain_text (member (record, "name"), 64);
  if (*row->name == '\0')
    {
      g_free (row->name);
      row->name = g_strdup (key);
    }
  row->before = dup_record_text (key, more);
  row->after = g_strdup (ours ? _("stays, unless you ask for its removal") : _("stays"));
  g_list_store_append (store, row);
}

static void
add_list_only_there (GListStore *store, guint list, const DectPbxReview *review, JsonNode *base)
{
  g_autoptr (GHashTable) known = known_keys (review, list);
  JsonArray *array = records (base, lists[list].list);
  const char *source = member (json_node_get_object (review->target), "source");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node)
          && !g_hash_table_contains (known, member (json_node_get_object (node), lists[list].key)))
        add_only_there (store, list, json_node_get_object (node), source);
    }
}

static void
add_rekey (GListStore *store, const DectPbxReview *review)
{
  JsonObject *target = json_node_get_object (review->target);
  g_autoptr (DectDifference) row = g_object_new (DECT_TYPE_DIFFERENCE, NULL);

  row->kind = DECT_DIFFERENCE_REKEYED;
  row->what = DECT_PBX_KIND_GATEWAY;
  row->name = dect_peer_plain_text (member (target, "name"), 64);
  row->before = dup_printed_key (DECT_PBX_KIND_ACCESSPOINT, review->result->rekeyed_from);
  row->after = dup_printed_key (DECT_PBX_KIND_ACCESSPOINT, member (target, "mac"));
  g_list_store_append (store, row);
}

GListStore *
dect_differences_new (const DectPbxReview *review)
{
  GListStore *store = g_list_store_new (DECT_TYPE_DIFFERENCE);
  g_autoptr (JsonNode) base = NULL;

  g_return_val_if_fail (review != NULL, store);

  if (review->result->rekeyed_from != NULL)
    add_rekey (store, review);

  for (guint i = 0; i < review->result->diff->changes->len; i++)
    add_change (store, review->result->diff->changes->pdata[i]);
  if (review->base == NULL)
    return store;
  base = dect_pbx_document_canonical (review->base);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    add_list_only_there (store, i, review, base);
  return store;
}
