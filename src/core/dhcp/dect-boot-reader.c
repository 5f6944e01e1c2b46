/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-dhcp"

#include "config.h"

#include "dhcp/dect-boot-reader.h"

#include <string.h>

#define N_TRANSACTIONS 64
#define MAX_CLASS 256
#define MAC_LENGTH 17
#define KEA_STATE 9

/* A conversation in dnsmasq's log: the vendor class is said before the MAC. */
typedef struct
{
  guint64 id;
  gboolean has_mac;
  DectMac mac;
  char class[MAX_CLASS];
} Transaction;

struct _DectBootReader
{
  DectBootFunc func;
  gpointer user_data;
  GString *line;
  gboolean too_long;
  Transaction transactions[N_TRANSACTIONS];
  guint next;
};

DectBootReader *
dect_boot_reader_new (DectBootFunc func, gpointer user_data)
{
  DectBootReader *self;

  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (DectBootReader, 1);
  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  return self;
}

void
dect_boot_reader_free (DectBootReader *self)
{
  g_return_if_fail (self != NULL);

  g_string_free (self->line, TRUE);
  g_free (self);
}

static void
emit (DectBootReader *self,
      DectBootEventKind kind,
      const DectMac *mac,
      DectIpv4 address,
      const char *text)
{
  DectBootEvent event = { .kind = kind, .address = address, .text = text };

  if (mac != NULL)
    event.mac = *mac;
  self->func (&event, self->user_data);
}

/* --- Words ------------------------------------------------------------------------------------- */

/* The address of a device as servers write it: pairs with colons. */
static gboolean
read_mac (const char *word, DectMac *mac)
{
  return strlen (word) == MAC_LENGTH && word[2] == ':' && dect_mac_parse (word, mac, NULL);
}

static gboolean
read_number (const char *word, guint64 *number)
{
  return g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT64, number, NULL);
}

/* The words of a line, without the brackets and stops that logs put around them. Changes the text.
 */
static guint
split_words (char *text, char *words[], guint n_words)
{
  guint n = 0;

  for (char *p = text; n < n_words;)
    {
      char *end;

      p += strspn (p, " \t[](),;");
      if (*p == '\0')
        break;
      words[n++] = p;
      p += strcspn (p, " \t[](),;");
      end = p;
      if (*p != '\0')
        *p++ = '\0';
      if (end[-1] == ':')
        end[-1] = '\0';
    }
  return n;
}

/* The first MAC and the first IP address of a line. */
static gboolean
find_identity (const char *text, DectMac *mac, DectIpv4 *address)
{
  g_autofree char *copy = g_strdup (text);
  char *words[32];
  guint n_words = split_words (copy, words, G_N_ELEMENTS (words));
  gboolean found = FALSE;

  address->value = 0;
  for (guint i = 0; i < n_words; i++)
    if (!found && read_mac (words[i], mac))
      found = TRUE;
    else if (address->value == 0 && !dect_ipv4_parse (words[i], address, NULL))
      address->value = 0;
  return found;
}

/* --- Leases ------------------------------------------------------------------------------------- */

/* Kea's memfile:
 * address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,... */
static gboolean
take_kea_lease (DectBootReader *self, const char *line)
{
  g_auto (GStrv) cells = NULL;
  DectIpv4 address;
  DectMac mac;

  if (!g_ascii_isdigit (*line) || strchr (line, ',') == NULL)
    return FALSE;
  cells = g_strsplit (line, ",", KEA_STATE + 2);
  if (g_strv_length (cells) <= KEA_STATE || !dect_ipv4_parse (cells[0], &address, NULL)
      || !read_mac (cells[1], &mac))
    return FALSE;
  if (g_str_equal (cells[KEA_STATE], "0") && !g_str_equal (cells[3], "0"))
    emit (self, DECT_BOOT_LEASED, &mac, address, NULL);
  return TRUE;
}

/* dnsmasq: expiry MAC address name client-id */
static gboolean
take_dnsmasq_lease (DectBootReader *self, const char *line)
{
  g_auto (GStrv) words = NULL;
  guint64 expiry;
  DectIpv4 address;
  DectMac mac;

  if (!g_ascii_isdigit (*line))
    return FALSE;
  words = g_strsplit (line, " ", 6);
  if (g_strv_length (words) != 5 || !read_number (words[0], &expiry) || !read_mac (words[1], &mac)
      || !dect_ipv4_parse (words[2], &address, NULL))
    return FALSE;
  emit (self, DECT_BOOT_LEASED, &mac, address, NULL);
  return TRUE;
}

/* --- Logs --------------------------------------------------------------------------------------- */

static Transaction *
find_transaction (DectBootReader *self, guint64 id, gboolean make)
{
  Transaction *transaction;

  for (guint i = 0; i < N_TRANSACTIONS; i++)
    if (self->transactions[i].id == id && id != 0)
      return &self->transactions[i];
  if (!make)
    return NULL;
  transaction = &self->transactions[self->next];
  self->next = (self->next + 1) % N_TRANSACTIONS;
  *transaction = (Transaction){ .id = id };
  return transaction;
}

/* "sent size: 69 option: 43 vendor-encap  0a:04:..."; the name is left out where dnsmasq knows
 * none. */
static void
take_sent (DectBootReader *self, const DectMac *mac, const char *text)
{
  DectBootEvent event = { .kind = DECT_BOOT_OPTION, .mac = *mac };
  char *end;
  guint64 size = g_ascii_strtoull (text, &end, 10), code;
  const char *value;

  end += strspn (end, " ");
  if (!g_str_has_prefix (end, "option:"))
    return;
  code = g_ascii_strtoull (end + strlen ("option:"), &end, 10);
  if (size > G_MAXUINT8 || code > G_MAXUINT8)
    return;
  event.size = (guint) size;
  event.code = (guint) code;
  /* One blank, the name, two blanks, the value. */
  value = strstr (end, "  ");
  if (value == NULL)
    return;
  event.text = value + strspn (value, " ");
  event.cut = g_str_has_suffix (event.text, "...");
  self->func (&event, self->user_data);
}

static const char *
after (const char *text, const char *word)
{
  return g_str_has_prefix (text, word) ? text + strlen (word) : NULL;
}

/* One line of a conversation, its number taken off. */
static void
take_detail (DectBootReader *self, guint64 id, const char *text)
{
  const DectIpv4 none = { 0 };
  const char *class = after (text, "vendor class: ");
  Transaction *transaction = find_transaction (self, id, class != NULL);
  const char *value;

  if (class != NULL)
    g_strlcpy (transaction->class, class, MAX_CLASS);
  if (transaction == NULL || !transaction->has_mac)
    return;
  if ((value = after (text, "sent size:")) != NULL)
    take_sent (self, &transaction->mac, value);
  else if ((value = after (text, "bootfile name: ")) != NULL)
    emit (self, DECT_BOOT_FILE, &transaction->mac, none, value);
}

/* "DHCPDISCOVER(eth0) MAC", "DHCPACK(eth0) address MAC name", "DHCPACK on address to MAC via eth0".
 */
static gboolean
take_message (DectBootReader *self, guint64 id, const char *text)
{
  const DectIpv4 none = { 0 };
  DectIpv4 address;
  DectMac mac;
  Transaction *transaction;

  if (!g_str_has_prefix (text, "DHCPDISCOVER") && !g_str_has_prefix (text, "DHCPREQUEST")
      && !g_str_has_prefix (text, "DHCPOFFER") && !g_str_has_prefix (text, "DHCPACK"))
    return FALSE;
  if (!find_identity (text, &mac, &address))
    return TRUE;
  emit (self, DECT_BOOT_ASKED, &mac, none, NULL);
  if (id != 0)
    {
      transaction = find_transaction (self, id, TRUE);
      transaction->mac = mac;
      transaction->has_mac = TRUE;
      if (*transaction->class != '\0')
        emit (self, DECT_BOOT_CLASS, &mac, none, transaction->class);
    }
  if (g_str_has_prefix (text, "DHCPACK") && address.value != 0)
    emit (self, DECT_BOOT_LEASED, &mac, address, NULL);
  return TRUE;
}

/* "sent /srv/tftp/file to address", "file /srv/tftp/file not found for address". */
static gboolean
take_tftp (DectBootReader *self, const char *text)
{
  static const struct
  {
    const char *before, *between;
    DectBootEventKind kind;
  } forms[] = { { "sent ", " to ", DECT_BOOT_LOADED },
                { "file ", " not found for ", DECT_BOOT_NOT_LOADED } };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      const char *path = after (text, forms[i].before);
      const char *between = path != NULL ? g_strrstr (path, forms[i].between) : NULL;
      g_autofree char *file = NULL, *name = NULL, *peer = NULL;
      DectIpv4 address;

      if (between == NULL || between == path)
        continue;
      peer = g_strndup (between + strlen (forms[i].between),
                        strcspn (between + strlen (forms[i].between), " "));
      if (!dect_ipv4_parse (peer, &address, NULL))
        continue;
      file = g_strndup (path, (gsize) (between - path));
      name = g_path_get_basename (file);
      emit (self, forms[i].kind, NULL, address, name);
      return TRUE;
    }
  return FALSE;
}

/* What stands behind "program[12]: ", and the number of the conversation before the rest. */
static void
take_log_line (DectBootReader *self, const char *line)
{
  const DectIpv4 none = { 0 };
  const char *text = strstr (line, "]: ");
  guint64 id = 0;
  const char *kea = strstr (line, "DHCP4_");
  DectIpv4 address;
  DectMac mac;

  if (kea != NULL && strstr (kea, "hwtype=") != NULL)
    {
      if (!find_identity (kea, &mac, &address))
        return;
      emit (self, DECT_BOOT_ASKED, &mac, none, NULL);
      if (g_str_has_prefix (kea, "DHCP4_LEASE_ALLOC") && address.value != 0)
        emit (self, DECT_BOOT_LEASED, &mac, address, NULL);
      return;
    }
  text = text != NULL ? text + 3 : line;
  if (g_ascii_isdigit (*text))
    {
      char *end;

      id = g_ascii_strtoull (text, &end, 10);
      if (*end == ' ')
        text = end + 1;
      else
        id = 0;
    }
  if (take_message (self, id, text) || take_tftp (self, text))
    return;
  if (id != 0)
    take_detail (self, id, text);
}

static void
take_line (DectBootReader *self)
{
  g_autofree char *line = g_utf8_make_valid (self->line->str, (gssize) self->line->len);

  g_strchomp (line);
  if (*line != '\0' && !take_kea_lease (self, line) && !take_dnsmasq_lease (self, line))
    take_log_line (self, line);
  g_string_truncate (self->line, 0);
}

void
dect_boot_reader_feed (DectBootReader *self, const void *data, gsize n_bytes)
{
  const char *bytes = data;
  gsize at = 0;

  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || n_bytes == 0);

  while (at < n_bytes)
    {
      const char *end = memchr (bytes + at, '\n', n_bytes - at);
      gsize size = end != NULL ? (gsize) (end - bytes) - at : n_bytes - at;

      if (self->line->len + size > DECT_BOOT_MAX_LINE)
        self->too_long = TRUE;
      if (!self->too_long)
        g_string_append_len (self->line, bytes + at, (gssize) size);
      at += size;
      if (end == NULL)
        break;
      at++;
      if (self->too_long)
        g_string_truncate (self->line, 0);
      self->too_long = FALSE;
      take_line (self);
    }
}

void
dect_boot_reader_end (DectBootReader *self)
{
  g_return_if_fail (self != NULL);

  if (self->too_long)
    g_string_truncate (self->line, 0);
  self->too_long = FALSE;
  take_line (self);
}

void
dect_boot_reader_drop (DectBootReader *self)
{
  g_return_if_fail (self != NULL);

  self->too_long = FALSE;
  g_string_truncate (self->line, 0);
}
