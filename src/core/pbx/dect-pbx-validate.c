/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-document.h"

#include "model/dect-catalogue.h"
#include "model/dect-ipei.h"
#include "model/dect-ipv4.h"
#include "model/dect-mac.h"
#include "pbx/dect-pbx-json.h"
#include "pbx/dect-pbx-members-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PROBLEMS 1000
#define MAX_NAME 64
#define MAX_TEXT 255

typedef struct
{
  GPtrArray *problems;
  const DectPbxLimits *limits;
  JsonObject *gateway;
  gboolean failed;
  DectIpv4 netmask;
  gboolean has_netmask;
  DectIpv4 gateway_ip;
  gboolean has_gateway_ip;
  int masters;
  int failovers;
  GHashTable *macs;
  GHashTable *ips;
  GHashTable *ipeis;
} Validator;

static const DectPbxLimits default_limits
    = { DECT_PBX_MAX_ACCESSPOINTS, DECT_PBX_MAX_HANDSETS, NULL };

static void
report (Validator *self,
        const char *path,
        const char *member,
        const char *code,
        gboolean warning,
        const char *message)
{
  g_autofree char *pointer = g_strconcat (path, member[0] != '\0' ? "/" : "", member, NULL);

  self->failed |= !warning;
  if (self->problems->len < MAX_PROBLEMS)
    g_ptr_array_add (self->problems, dect_pbx_problem_new (pointer, code, warning, "%s", message));
}

static gboolean
breaks_file (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      if (character == ';' || character == '#' || g_unichar_iscntrl (character)
          || character == 0x2028 || character == 0x2029)
        return TRUE;
    }
  return FALSE;
}

static void
check_text (Validator *self, const char *path, const char *member, const char *text)
{
  gboolean is_name = g_str_equal (member, "name");
  glong length = g_utf8_strlen (text, -1);

  if (breaks_file (text))
    report (
        self, path, member, is_name ? "name_chars" : "text_chars", FALSE,
        _("A text must not hold “;”, “#” or control characters: they break the OMM import file."));
  if (is_name && length > MAX_NAME)
    report (self, path, member, "name_long", FALSE, _("A name has at most 64 characters."));
  else if (length > MAX_TEXT)
    report (self, path, member, "text_long", FALSE, _("A text has at most 255 characters."));
}

static void
check_identity (Validator *self, const char *path, const DectPbxMember *member, const char *text)
{
  g_autoptr (GError) error = NULL;
  DectMac mac;
  DectIpei ipei;
  DectIpv4 address;

  if (member->type == DECT_PBX_MEMBER_MAC && !dect_mac_parse (text, &mac, &error))
    report (self, path, member->name, "mac_invalid", FALSE, error->message);
  else if (member->type == DECT_PBX_MEMBER_IPEI && !dect_ipei_parse (text, &ipei, &error))
    report (self, path, member->name, "ipei_invalid", FALSE, error->message);
  else if (member->type == DECT_PBX_MEMBER_IPV4 && !dect_ipv4_parse (text, &address, &error))
    report (self, path, member->name, "ip_invalid", FALSE, error->message);
  else if (member->type == DECT_PBX_MEMBER_NETMASK && !dect_netmask_parse (text, &address, &error))
    report (self, path, member->name, "netmask_invalid", FALSE, error->message);
}

static void
check_integer (
    Validator *self, const char *path, const DectPbxMember *member, DectKind kind, gint64 value)
{
  const DectField *field = dect_kind_field (kind, member->field);

  if (value < field->minimum || value > field->maximum)
    {
      g_autofree char *message = g_strdup_printf (_("%s must be from %.0f to %.0f."),
                                                  _(field->label), field->minimum, field->maximum);
      report (self, path, member->name, "range", FALSE, message);
    }
}

/* A whole layout must be one, or the PBX could not write the files; an id is only looked at. */
static void
check_layout (Validator *self, const char *path, const char *member, JsonNode *node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmLayout) layout = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      check_text (self, path, member, json_node_get_string (node));
      return;
    }
  layout = dect_omm_layout_new_from_json (node, &error);
  if (layout == NULL)
    report (self, path, member, "layout_invalid", FALSE, error->message);
  else if (dect_omm_layout_get_kind (layout)
           != (g_str_equal (member, "rfp") ? DECT_KIND_RFP : DECT_KIND_HANDSET))
    report (self, path, member, "layout_invalid", FALSE,
            _("The layout is one for the other file."));
}

static gboolean
type_fits (const DectPbxMember *member, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  switch (member->type)
    {
    case DECT_PBX_MEMBER_INTEGER:
      return type == G_TYPE_INT64;
    case DECT_PBX_MEMBER_BOOL:
      return type == G_TYPE_BOOLEAN;
    case DECT_PBX_MEMBER_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case DECT_PBX_MEMBER_LIST:
      return JSON_NODE_HOLDS_ARRAY (node);
    case DECT_PBX_MEMBER_LAYOUT:
      return type == G_TYPE_STRING || JSON_NODE_HOLDS_OBJECT (node);
    case DECT_PBX_MEMBER_SERVER:
      return TRUE;
    case DECT_PBX_MEMBER_TEXT:
    case DECT_PBX_MEMBER_MAC:
    case DECT_PBX_MEMBER_IPEI:
    case DECT_PBX_MEMBER_IPV4:
    case DECT_PBX_MEMBER_NETMASK:
    case DECT_PBX_MEMBER_MODEL:
    case DECT_PBX_MEMBER_SECRET:
    default:
      return type == G_TYPE_STRING;
    }
}

static void
check_members (Validator *self,
               const char *path,
               JsonObject *record,
               const DectPbxMember *table,
               DectKind kind)
{
  for (const DectPbxMember *member = table; member->name != NULL; member++)
    {
      JsonNode *node = json_object_get_member (record, member->name);
      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!type_fits (member, node))
        {
          report (self, path, member->name, "wrong_type", FALSE,
                  _("The value has the wrong type."));
          continue;
        }
      if (member->type == DECT_PBX_MEMBER_OBJECT)
        {
          g_autofree char *child_path = g_strconcat (path, "/", member->name, NULL);
          check_members (self, child_path, json_node_get_object (node), member->children, kind);
        }
      else if (member->type == DECT_PBX_MEMBER_LAYOUT)
        check_layout (self, path, member->name, node);
      else if (member->type == DECT_PBX_MEMBER_INTEGER)
        check_integer (self, path, member, kind, json_node_get_int (node));
      else if (member->type == DECT_PBX_MEMBER_TEXT || member->type == DECT_PBX_MEMBER_MODEL
               || member->type == DECT_PBX_MEMBER_SECRET)
        check_text (self, path, member->name, json_node_get_string (node));
      else if (json_node_get_value_type (node) == G_TYPE_STRING)
        check_identity (self, path, member, json_node_get_string (node));
    }
}

static void
check_required (Validator *self, const char *path, JsonObject *record, const char *member)
{
  JsonNode *node = json_object_get_member (record, member);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return;
  if (g_str_equal (member, "name"))
    report (self, path, member, "name_missing", FALSE, _("The name is missing."));
  else
    report (self, path, member, "required", FALSE, _("The PBX needs this value."));
}

/* Types, texts and what a record must have by itself. */
static void
check_record (Validator *self, const char *path, JsonObject *record, DectPbxKind kind)
{
  check_members (self, path, record, dect_pbx_members (kind), dect_pbx_kind_model (kind));
  check_required (self, path, record, dect_pbx_kind_key_member (kind));
  if (kind != DECT_PBX_KIND_HANDSET)
    check_required (self, path, record, "name");
}

static void
check_unique (Validator *self,
              GHashTable *seen,
              const char *key,
              const char *path,
              const char *member,
              const char *code)
{
  const char *other = g_hash_table_lookup (seen, key);

  if (other == NULL)
    {
      g_hash_table_insert (seen, g_strdup (key), g_strdup (path));
      return;
    }

  g_autofree char *message = g_strdup_printf (_("The same value stands at %s."), other);
  report (self, path, member, code, FALSE, message);
}

static void
check_address (Validator *self, JsonObject *record, const char *path)
{
  const char *text = dect_pbx_json_get_string (record, "targetIp");
  DectIpv4 address;

  if (text == NULL || !dect_ipv4_parse (text, &address, NULL))
    return;
  check_unique (self, self->ips, text, path, "targetIp", "ip_duplicate");
  if (!self->has_netmask)
    return;
  if (self->has_gateway_ip && !dect_ipv4_same_subnet (address, self->gateway_ip, self->netmask))
    report (self, path, "targetIp", "ip_outside_subnet", FALSE,
            _("The address is outside the gateway's subnet."));
  if (!dect_ipv4_is_host (address, self->netmask))
    report (self, path, "targetIp", "ip_reserved", FALSE,
            _("The address cannot be a device's: it is the network's, the broadcast or another "
               "reserved one."));
}

static gboolean
is_known_firmware (Validator *self, const char *firmware)
{
  return self->limits->firmware == NULL || g_str_equal (firmware, "default")
         || g_strv_contains (self->limits->firmware, firmware);
}

static void
check_firmware (Validator *self, JsonObject *record, const char *path)
{
  const char *firmware = dect_pbx_json_get_string (record, "firmware");

  if (firmware != NULL && !is_known_firmware (self, firmware))
    report (self, path, "firmware", "firmware_unknown", FALSE,
            _("The PBX has no firmware of this name."));
}

/* Rules host-model and host-model-34: generations 1 and 2 cannot run the OMM from release 3.0 on.
 */
static void
check_host_model (Validator *self, JsonObject *record, const char *path)
{
  const char *release = dect_pbx_json_get_string (self->gateway, "ommRelease");
  const char *text = dect_pbx_json_get_string (record, "model");
  const DectRfpModel *model = text != NULL ? dect_catalogue_find (text) : NULL;

  if (model == NULL
      || (release != NULL && g_ascii_isdigit (*release) && g_ascii_strtod (release, NULL) < 3.0))
    return;
  if (g_str_equal (model->host, "no"))
    report (self, path, "model", "host_model", FALSE,
            _("This model cannot run the OMM from release 3.0 on; master and failover need a "
               "newer one."));
  else if (g_str_equal (model->host, "disputed"))
    report (self, path, "model", "host_model_34", TRUE,
            _("The sources disagree whether this model can run the OMM; a newer one is safe."));
}

static void
check_master (Validator *self, JsonObject *record, const char *path)
{
  const char *mac = dect_pbx_json_get_string (record, "mac");
  const char *ip = dect_pbx_json_get_string (record, "targetIp");

  if (++self->masters > 1)
    report (self, path, "master", "two_masters", FALSE,
            _("Another base station is the master already."));
  else if (g_strcmp0 (mac, dect_pbx_json_get_string (self->gateway, "mac")) != 0)
    report (self, path, "mac", "master_mac", FALSE,
            _("The master's MAC address is not the gateway's."));
  else if (g_strcmp0 (ip, dect_pbx_json_get_string (self->gateway, "targetIp")) != 0)
    report (self, path, "targetIp", "master_ip", FALSE,
            _("The master's IP address is not the gateway's."));
}

static void
check_roles (Validator *self, JsonObject *record, const char *path)
{
  gboolean master = dect_pbx_json_get_bool (record, "master", FALSE);
  gboolean failover = dect_pbx_json_get_bool (record, "failover", FALSE);

  if (master)
    check_master (self, record, path);
  if (failover && ++self->failovers > 1)
    report (self, path, "failover", "two_failovers", FALSE,
            _("Another base station is the failover already."));
  if (master && failover)
    report (self, path, "failover", "failover_is_master", FALSE,
            _("The master cannot be its own failover."));
  if (master || failover)
    check_host_model (self, record, path);
}

static void
check_accesspoint (Validator *self, JsonObject *record, const char *path)
{
  const char *text = dect_pbx_json_get_string (record, "mac");
  DectMac mac;

  check_record (self, path, record, DECT_PBX_KIND_ACCESSPOINT);
  if (text != NULL && dect_mac_parse (text, &mac, NULL))
    {
      check_unique (self, self->macs, text, path, "mac", "mac_duplicate");
      if (dect_catalogue_vendor (&mac) == NULL)
        report (self, path, "mac", "mac_vendor", TRUE,
                _("The MAC address is of no known maker of base stations."));
    }
  check_address (self, record, path);
  check_firmware (self, record, path);
  check_roles (self, record, path);
}

static void
check_handset (Validator *self, JsonObject *record, const char *path)
{
  const char *text = dect_pbx_json_get_string (record, "ipei");
  DectIpei ipei;

  check_record (self, path, record, DECT_PBX_KIND_HANDSET);
  if (text != NULL && dect_ipei_parse (text, &ipei, NULL))
    check_unique (self, self->ipeis, text, path, "ipei", "ipei_duplicate");
}

static void
check_list (Validator *self,
            const char *name,
            void (*check) (Validator *, JsonObject *, const char *))
{
  JsonArray *array = dect_pbx_json_get_array (self->gateway, name);

  for (guint i = 0; i < dect_pbx_json_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *path = g_strdup_printf ("/%s/%u", name, i);
      if (self->problems->len >= MAX_PROBLEMS)
        return;
      if (JSON_NODE_HOLDS_OBJECT (node))
        check (self, json_node_get_object (node), path);
      else
        report (self, path, "", "wrong_type", FALSE, _("The value has the wrong type."));
    }
}

static void
check_counts (Validator *self)
{
  JsonArray *aps = dect_pbx_json_get_array (self->gateway, "accesspoints");
  JsonArray *handsets = dect_pbx_json_get_array (self->gateway, "handsets");
  guint n_aps = aps != NULL ? json_array_get_length (aps) : 0;
  guint n_handsets = handsets != NULL ? json_array_get_length (handsets) : 0;

  if (n_aps < 1 || n_aps > self->limits->accesspoints)
    {
      g_autofree char *message = g_strdup_printf (
          _("A gateway has 1 to %u base stations, not %u."), self->limits->accesspoints, n_aps);
      report (self, "", "accesspoints", "accesspoint_count", FALSE, message);
    }
  if (n_handsets > self->limits->handsets)
    {
      g_autofree char *message = g_strdup_printf (_("A gateway has at most %u handsets, not %u."),
                                                  self->limits->handsets, n_handsets);
      report (self, "", "handsets", "handset_count", FALSE, message);
    }
}

static void
check_gateway (Validator *self)
{
  const char *netmask = dect_pbx_json_get_string (self->gateway, "netmask");
  const char *ip = dect_pbx_json_get_string (self->gateway, "targetIp");

  check_record (self, "", self->gateway, DECT_PBX_KIND_GATEWAY);
  check_firmware (self, self->gateway, "");
  check_counts (self);
  self->has_netmask = netmask != NULL && dect_netmask_parse (netmask, &self->netmask, NULL);
  self->has_gateway_ip = ip != NULL && dect_ipv4_parse (ip, &self->gateway_ip, NULL);
  check_list (self, "accesspoints", check_accesspoint);
  check_list (self, "handsets", check_handset);
  if (self->masters == 0)
    report (self, "", "accesspoints", "no_master", FALSE, _("No base station is the master."));
}

gboolean
dect_pbx_document_validate (JsonNode *document, const DectPbxLimits *limits, GPtrArray **problems)
{
  g_return_val_if_fail (document != NULL, FALSE);

  g_autoptr (GPtrArray) found = dect_pbx_problems_new ();
  g_autoptr (GHashTable) macs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) ips = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) ipeis = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonNode) canonical = NULL;
  Validator self = { .problems = found,
                     .limits = limits != NULL ? limits : &default_limits,
                     .macs = macs,
                     .ips = ips,
                     .ipeis = ipeis };

  if (!JSON_NODE_HOLDS_OBJECT (document))
    report (&self, "", "", "wrong_type", FALSE, _("The gateway document is not a JSON object."));
  else
    {
      /* Equal keys in two spellings are doubles, so compare canonical ones; lists keep their
       * places. */
      canonical = dect_pbx_document_unsorted (document);
      self.gateway = json_node_get_object (canonical);
      check_gateway (&self);
    }
  if (problems != NULL)
    *problems = g_steal_pointer (&found);
  return !self.failed;
}

gboolean
dect_pbx_document_validate_record (JsonNode *record, DectPbxKind kind, GPtrArray **problems)
{
  g_return_val_if_fail (record != NULL, FALSE);

  g_autoptr (GPtrArray) found = dect_pbx_problems_new ();
  Validator self = { .problems = found, .limits = &default_limits };

  if (!JSON_NODE_HOLDS_OBJECT (record))
    report (&self, "", "", "wrong_type", FALSE, _("The value has the wrong type."));
  else
    {
      g_autoptr (JsonObject) canonical
          = dect_pbx_record_canonical (json_node_get_object (record), dect_pbx_members (kind));
      check_record (&self, "", canonical, kind);
    }
  if (problems != NULL)
    *problems = g_steal_pointer (&found);
  return !self.failed;
}
