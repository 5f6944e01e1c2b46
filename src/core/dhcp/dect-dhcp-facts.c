/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-dhcp-facts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/dect-data.h"
#include "omm/dect-omm-layout.h"

#define PATH "dhcp/boot.json"
#define MAX_ENTRIES 200
#define MAX_LEASE_S 31536000

/* What data/dhcp/boot.json says to a person, for the translators; tests/check-po.py compares both.
 */
static const char *const names[] G_GNUC_UNUSED = {
  N_("router"),
  N_("DNS servers"),
  N_("DNS domain"),
  N_("time server"),
  N_("TFTP server"),
  N_("URL of the folder with ipdect.cfg"),
  N_("VLAN"),
  N_("OM System Manual 3.0 p164 names option 132; that it is two bytes is assumed"),
  N_("TFTP servers"),
  N_("word the base station looks for"),
  N_("address of the OMM"),
  N_("address of the syslog server"),
  N_("port of the syslog server"),
  N_("country"),
  N_("name of the time server"),
  N_("address of the standby OMM"),
  N_("URL from which the OMM restores its database"),
};

static const char *const form_words[] = { "ipv4", "u16", "u32", "text", NULL };

/* --- Reading; nothing in a user's copy is trusted --------------------------------------------- */

static gboolean
fail (GError **error, const char *list, gint place, const char *member)
{
  g_autofree char *where
      = place < 0 ? g_strdup (member) : g_strdup_printf ("%s/%d/%s", list, place, member);

  g_set_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FACTS,
               _("The data file %s is wrong at “%s”; correct the copy in ~/.config/handover or "
                  "remove it."),
               PATH, where);
  return FALSE;
}

/* Texts go into files of one line each. */
static const char *
get_text (JsonObject *object, const char *name)
{
  const char *text = dect_data_text (object, name, NULL);

  if (text == NULL || *text == '\0')
    return NULL;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return NULL;
  return text;
}

static gint64
get_int (JsonObject *object, const char *name, gint64 maximum)
{
  JsonNode *node = dect_data_member (object, name, G_TYPE_INT64);
  gint64 value = node != NULL ? json_node_get_int (node) : -1;

  return value <= maximum ? value : -1;
}

/* Whether the member is absent, null or a release. */
static gboolean
read_release (JsonObject *object, const char *name, gint *release)
{
  JsonNode *node = json_object_get_member (object, name);

  *release = -1;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  *release = dect_omm_release_number (get_text (object, name));
  return *release >= 0;
}

/* What the entries of one list must have. */
typedef struct
{
  const char *list;
  const char *code; /* member with a number, or NULL */
  gint64 minimum, maximum;
  const char *text; /* member with a text, or NULL */
  gboolean ascii;   /* that text goes to servers as it is */
  gboolean value;   /* "title", "value" and "form" */
  gsize offset;
} ListInfo;

static const ListInfo lists[] = {
  { "vendor_classes", NULL, 0, 0, "class", TRUE, FALSE, offsetof (DectDhcpFacts, classes) },
  { "magic", NULL, 0, 0, "text", TRUE, FALSE, offsetof (DectDhcpFacts, magic) },
  { "options", "code", 2, 254, NULL, FALSE, TRUE, offsetof (DectDhcpFacts, options) },
  { "sub_options", "code", 1, 254, NULL, FALSE, TRUE, offsetof (DectDhcpFacts, sub_options) },
  { "boot_files", "generation", 1, 9, "file", TRUE, FALSE, offsetof (DectDhcpFacts, boot_files) },
  { "countries", "code", 1, G_MAXUINT16, "id", TRUE, FALSE, offsetof (DectDhcpFacts, countries) },
  { "variables", NULL, 0, 0, "name", TRUE, FALSE, offsetof (DectDhcpFacts, variables) },
};

static gboolean
read_form (JsonObject *object, DectDhcpForm *form)
{
  const char *word = get_text (object, "form");

  for (guint i = 0; word != NULL && form_words[i] != NULL; i++)
    if (g_str_equal (word, form_words[i]))
      {
        *form = (DectDhcpForm) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_entry (JsonNode *node, const ListInfo *info, gint place, DectDhcpFact *fact, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 code;

  if (object == NULL)
    return fail (error, info->list, place, "");
  code = info->code != NULL ? get_int (object, info->code, info->maximum) : info->minimum;
  if (code < info->minimum)
    return fail (error, info->list, place, info->code);
  fact->code = (guint) code;
  fact->text = info->text != NULL ? get_text (object, info->text) : NULL;
  if (info->text != NULL)
    {
      g_autoptr (GBytes) bytes
          = fact->text != NULL ? dect_dhcp_encode (DECT_DHCP_FORM_TEXT, fact->text, NULL) : NULL;

      if (fact->text == NULL || (info->ascii && bytes == NULL))
        return fail (error, info->list, place, info->text);
    }
  fact->title = get_text (object, "title");
  fact->value = get_text (object, "value");
  if (info->value && (fact->title == NULL || fact->value == NULL))
    return fail (error, info->list, place, fact->title == NULL ? "title" : "value");
  if (info->value && !read_form (object, &fact->form))
    return fail (error, info->list, place, "form");
  if (!read_release (object, "from", &fact->from))
    return fail (error, info->list, place, "from");
  if (!read_release (object, "to", &fact->to))
    return fail (error, info->list, place, "to");
  fact->net = dect_data_boolean (object, "net");
  fact->verified = dect_data_boolean (object, "verified");
  fact->source = get_text (object, "source");
  if (fact->source == NULL)
    fact->source = "";
  return TRUE;
}

static gboolean
read_list (JsonObject *root, const ListInfo *info, DectDhcpFacts *facts, GError **error)
{
  JsonNode *node = json_object_get_member (root, info->list);
  JsonArray *array
      = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GArray *list = G_STRUCT_MEMBER (GArray *, facts, info->offset);

  if (array == NULL || json_array_get_length (array) == 0
      || json_array_get_length (array) > MAX_ENTRIES)
    return fail (error, NULL, -1, info->list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      DectDhcpFact fact = { 0 };

      if (!read_entry (json_array_get_element (array, i), info, (gint) i, &fact, error))
        return FALSE;
      g_array_append_val (list, fact);
    }
  return TRUE;
}

static DectDhcpFacts *
read_facts (JsonNode *node, GError **error)
{
  g_autoptr (DectDhcpFacts) facts = g_new0 (DectDhcpFacts, 1);
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 lease_s;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    G_STRUCT_MEMBER (GArray *, facts, lists[i].offset)
        = g_array_new (FALSE, TRUE, sizeof (DectDhcpFact));
  if (root == NULL)
    {
      fail (error, NULL, -1, "{");
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!read_list (root, &lists[i], facts, error))
      return NULL;
  lease_s = get_int (root, "lease_seconds", MAX_LEASE_S);
  facts->lease_s = (guint) MAX (lease_s, 0);
  facts->tftp_root = get_text (root, "tftp_root");
  facts->variables_source = get_text (root, "variables_source");
  if (lease_s < 120)
    fail (error, NULL, -1, "lease_seconds");
  else if (facts->tftp_root == NULL || *facts->tftp_root != '/')
    fail (error, NULL, -1, "tftp_root");
  else if (!read_release (root, "variables_from", &facts->variables_from))
    fail (error, NULL, -1, "variables_from");
  else if (!read_release (root, "variables_to", &facts->variables_to))
    fail (error, NULL, -1, "variables_to");
  else if (facts->variables_source == NULL)
    fail (error, NULL, -1, "variables_source");
  else
    return g_steal_pointer (&facts);
  return NULL;
}

DectDhcpFacts *
dect_dhcp_facts_load (GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) node = dect_data_load (PATH, &why);

  if (node != NULL)
    return read_facts (node, error);
  g_set_error_literal (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FACTS, why->message);
  return NULL;
}

DectDhcpFacts *
dect_dhcp_facts_load_built_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = dect_data_load_built_in (PATH, &error);
  DectDhcpFacts *facts = read_facts (node, &error);

  g_assert_no_error (error);
  return facts;
}

void
dect_dhcp_facts_free (DectDhcpFacts *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_array_unref (G_STRUCT_MEMBER (GArray *, self, lists[i].offset));
  g_free (self);
}

/* --- Asking ----------------------------------------------------------------------------------- */

gboolean
dect_dhcp_fact_holds (const DectDhcpFact *fact, gint release)
{
  g_return_val_if_fail (fact != NULL, FALSE);

  if (release < 0)
    return fact->to < 0;
  return release >= fact->from && (fact->to < 0 || release <= fact->to);
}

const DectDhcpFact *
dect_dhcp_facts_boot_file (const DectDhcpFacts *self, guint generation, gint release)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->boot_files->len; i++)
    {
      const DectDhcpFact *fact = &g_array_index (self->boot_files, DectDhcpFact, i);

      if (fact->code == generation && dect_dhcp_fact_holds (fact, release))
        return fact;
    }
  return NULL;
}

guint
dect_dhcp_facts_file_generation (const DectDhcpFacts *self, const char *name)
{
  guint generation = 0;

  g_return_val_if_fail (self != NULL && name != NULL, 0);

  for (guint i = 0; i < self->boot_files->len; i++)
    {
      const DectDhcpFact *fact = &g_array_index (self->boot_files, DectDhcpFact, i);

      if (g_ascii_strcasecmp (fact->text, name) != 0)
        continue;
      if (generation != 0 && generation != fact->code)
        return 0;
      generation = fact->code;
    }
  return generation;
}

guint
dect_dhcp_facts_country (const DectDhcpFacts *self, const char *text)
{
  guint64 code = 0;

  g_return_val_if_fail (self != NULL && text != NULL, 0);

  for (guint i = 0; i < self->countries->len; i++)
    {
      const DectDhcpFact *fact = &g_array_index (self->countries, DectDhcpFact, i);

      if (g_ascii_strcasecmp (fact->text, text) == 0)
        return fact->code;
    }
  return g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &code, NULL) ? (guint) code : 0;
}
