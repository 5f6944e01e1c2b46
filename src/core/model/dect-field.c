/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-field.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "model/dect-catalogue.h"
#include "model/dect-i18n.h"
#include "model/dect-ipei.h"
#include "model/dect-ipv4.h"
#include "model/dect-locale.h"
#include "model/dect-mac.h"
#include "model/dect-park.h"
#include "model/dect-record.h"

/* clang-format off */
G_DEFINE_QUARK (dect-field-error-quark, dect_field_error)
/* clang-format on */

/* Longest text of any field, in bytes: names are short, notes are not books. */
#define MAX_TEXT 65536

/* How much of a wrong text a sentence repeats, in characters, and the bytes they may need. */
#define MAX_SHOWN 40
#define SHOWN_SIZE (MAX_SHOWN * 6 + 1)

#define MEMBER(type, field, record) G_STRUCT_MEMBER (type, record, (field)->offset)

/* The start of what was typed, for a sentence: whole characters, whatever the bytes are. */
static const char *
show (const char *text, char *buffer)
{
  guint n = 0;

  for (guint i = 0; i < MAX_SHOWN && *text != '\0'; i++)
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if ((gint32) c < 0)
        {
          buffer[n++] = '?';
          text++;
          continue;
        }
      n += (guint) g_unichar_to_utf8 (c, buffer + n);
      text = g_utf8_next_char (text);
    }
  buffer[n] = '\0';
  return buffer;
}

gboolean
dect_set_str (char **target, const char *value)
{
  g_return_val_if_fail (target != NULL, FALSE);

  if (g_strcmp0 (*target, value) == 0)
    return FALSE;

  char *copy = g_strdup (value);

  g_free (*target);
  *target = copy;
  return TRUE;
}

gboolean
dect_field_is_text (const DectField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);

  switch (field->type)
    {
    case DECT_FIELD_NUMBER:
    case DECT_FIELD_INTEGER:
    case DECT_FIELD_BOOL:
    case DECT_FIELD_CHOICE:
    case DECT_FIELD_REFERENCE:
      return FALSE;
    case DECT_FIELD_TEXT:
    case DECT_FIELD_NOTE:
    case DECT_FIELD_MAC:
    case DECT_FIELD_IPEI:
    case DECT_FIELD_PARK:
    case DECT_FIELD_IPV4:
    case DECT_FIELD_NETMASK:
    case DECT_FIELD_MODEL:
    default:
      return TRUE;
    }
}

const char *
dect_field_get_string (const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (dect_field_is_text (field), NULL);

  return MEMBER (char *, field, record);
}

double
dect_field_get_number (const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (field->type == DECT_FIELD_NUMBER, NAN);

  return MEMBER (double, field, record);
}

gint
dect_field_get_int (const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (field->type == DECT_FIELD_INTEGER || field->type == DECT_FIELD_BOOL
                            || field->type == DECT_FIELD_CHOICE,
                        DECT_UNSET);

  return MEMBER (gint, field, record);
}

guint32
dect_field_get_ref (const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (field->type == DECT_FIELD_REFERENCE, 0);

  return MEMBER (guint32, field, record);
}

void
dect_field_set_number (const DectField *field, DectRecord *record, double value)
{
  g_return_if_fail (field->type == DECT_FIELD_NUMBER);

  MEMBER (double, field, record) = isfinite (value) ? value : NAN;
}

void
dect_field_set_int (const DectField *field, DectRecord *record, gint value)
{
  g_return_if_fail (field->type == DECT_FIELD_INTEGER || field->type == DECT_FIELD_BOOL
                    || field->type == DECT_FIELD_CHOICE);

  MEMBER (gint, field, record) = value;
}

void
dect_field_set_ref (const DectField *field, DectRecord *record, guint32 id)
{
  g_return_if_fail (field->type == DECT_FIELD_REFERENCE);

  MEMBER (guint32, field, record) = id;
}

gboolean
dect_field_is_set (const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (field != NULL && record != NULL, FALSE);

  if (dect_field_is_text (field))
    return MEMBER (char *, field, record) != NULL;
  if (field->type == DECT_FIELD_NUMBER)
    return !isnan (MEMBER (double, field, record));
  if (field->type == DECT_FIELD_REFERENCE)
    return MEMBER (guint32, field, record) != 0;
  return MEMBER (gint, field, record) != DECT_UNSET;
}

void
dect_field_clear (const DectField *field, DectRecord *record)
{
  g_return_if_fail (field != NULL && record != NULL);

  if (dect_field_is_text (field))
    dect_set_str (&MEMBER (char *, field, record), NULL);
  else if (field->type == DECT_FIELD_NUMBER)
    MEMBER (double, field, record) = NAN;
  else if (field->type == DECT_FIELD_REFERENCE)
    MEMBER (guint32, field, record) = 0;
  else if (field->type == DECT_FIELD_INTEGER)
    MEMBER (gint, field, record) = DECT_UNSET;
  else
    MEMBER (gint, field, record) = (gint) field->initial;
}

gboolean
dect_field_equal (const DectField *field, const DectRecord *a, const DectRecord *b)
{
  g_return_val_if_fail (field != NULL && a != NULL && b != NULL, FALSE);

  if (dect_field_is_text (field))
    return g_strcmp0 (MEMBER (char *, field, a), MEMBER (char *, field, b)) == 0;
  if (field->type == DECT_FIELD_NUMBER)
    {
      double x = MEMBER (double, field, a), y = MEMBER (double, field, b);

      return (isnan (x) && isnan (y)) || x == y;
    }
  return MEMBER (gint, field, a) == MEMBER (gint, field, b);
}

char *
dect_number_to_text (double value)
{
  char buffer[400]; /* the largest double has 309 digits */
  double millionths = round (value * 1e6);

  if (!isfinite (value))
    return g_strdup ("");
  /* 1e-6 m is far below what anybody can draw; more digits would only be noise of the arithmetic. A
   * double counts whole numbers up to 2^53 one by one, so these are the digits; above that there
   * are no millionths left. */
  if (fabs (millionths) < 9e15)
    {
      gint64 digits = ABS ((gint64) millionths);
      int length
          = g_snprintf (buffer, sizeof buffer, "%s%" G_GINT64_FORMAT ".%06d",
                        millionths < 0 ? "-" : "", digits / 1000000, (int) (digits % 1000000));

      while (buffer[length - 1] == '0')
        length--;
      if (buffer[length - 1] == '.')
        length--;
      return g_strndup (buffer, length);
    }
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.0f", value));
}

char *
dect_number_to_entry (double value)
{
  g_autofree char *text = dect_number_to_text (value);
  g_auto (GStrv) parts = g_strsplit (text, ".", 2);

  return g_strjoinv (dect_locale_get_decimal (), parts);
}

gboolean
dect_number_from_text (const char *text, double *value, GError **error)
{
  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  g_autofree char *plain = g_strstrip (g_strdup (text));
  char *comma = strchr (plain, ',');
  char *end;

  /* Hexadecimal, "inf" and "nan" are no numbers here, though strtod takes them. */
  if (*plain == '\0' || strspn (plain, "+-0123456789.,eE") != strlen (plain)
      || (comma != NULL && (strchr (plain, '.') != NULL || strchr (comma + 1, ',') != NULL)))
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_NUMBER,
                   _("“%s” is not a number; write digits, such as 2.5."),
                   show (text, (char[SHOWN_SIZE]){ 0 }));
      return FALSE;
    }
  if (comma != NULL)
    *comma = '.';

  double number = g_ascii_strtod (plain, &end);

  if (end == plain || *end != '\0')
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_NUMBER,
                   _("“%s” is not a number; write digits, such as 2.5."),
                   show (text, (char[SHOWN_SIZE]){ 0 }));
      return FALSE;
    }
  if (!isfinite (number))
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_RANGE,
                   _("“%s” is too large a number."), show (text, (char[SHOWN_SIZE]){ 0 }));
      return FALSE;
    }
  *value = number;
  return TRUE;
}

/* Canonical form of an identity, or NULL when @text is none. */
static char *
identity_canonical (DectFieldType type, const char *text, GError **error)
{
  DectMac mac;
  DectIpei ipei;
  DectPark park;
  DectIpv4 address;
  const DectRfpModel *model;

  switch (type)
    {
    case DECT_FIELD_MAC:
      return dect_mac_parse (text, &mac, error) ? dect_mac_to_string (&mac) : NULL;
    case DECT_FIELD_IPEI:
      return dect_ipei_parse (text, &ipei, error) ? dect_ipei_to_string (&ipei) : NULL;
    case DECT_FIELD_PARK:
      return dect_park_parse (text, &park, error) ? dect_park_to_string (&park) : NULL;
    case DECT_FIELD_IPV4:
      return dect_ipv4_parse (text, &address, error) ? dect_ipv4_to_string (address) : NULL;
    case DECT_FIELD_NETMASK:
      return dect_netmask_parse (text, &address, error) ? dect_ipv4_to_string (address) : NULL;
    case DECT_FIELD_MODEL:
      model = dect_catalogue_find (text);
      if (model != NULL)
        return g_strdup (model->id);
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_CHOICE,
                   _("“%s” is no model of the catalogue; write for example RFP 45."),
                   show (text, (char[SHOWN_SIZE]){ 0 }));
      return NULL;
    case DECT_FIELD_TEXT:
    case DECT_FIELD_NOTE:
    case DECT_FIELD_NUMBER:
    case DECT_FIELD_INTEGER:
    case DECT_FIELD_BOOL:
    case DECT_FIELD_CHOICE:
    case DECT_FIELD_REFERENCE:
    default:
      return g_strdup (text);
    }
}

/* One line without control characters (a note may have line breaks and tabs), trimmed. */
static char *
clean_text (const DectField *field, const char *text, GError **error)
{
  if (strlen (text) > MAX_TEXT || !g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_TEXT,
                   _("The text is not valid UTF-8, or longer than %d bytes."), MAX_TEXT);
      return NULL;
    }
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iscntrl (c) || (field->type == DECT_FIELD_NOTE && (c == '\n' || c == '\t')))
        continue;
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_TEXT,
                   _("Character %ld is a control character (U+%04X); remove it."),
                   g_utf8_pointer_to_offset (text, p) + 1, c);
      return NULL;
    }
  return g_strstrip (g_strdup (text));
}

static gboolean
parse_integer (const DectField *field, const char *text, gint *value, GError **error)
{
  char *end;
  gint64 number;

  errno = 0;
  number = g_ascii_strtoll (text, &end, 10);
  /* A spreadsheet writes 7 as 7.0 or 7,0. */
  if (end != text && (*end == '.' || *end == ',') && end[1] != '\0'
      && strspn (end + 1, "0") == strlen (end + 1))
    end += strlen (end);
  if (end == text || *end != '\0')
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_NUMBER,
                   _("“%s” is not a whole number."), show (text, (char[SHOWN_SIZE]){ 0 }));
      return FALSE;
    }
  if (errno == ERANGE || number < (gint64) field->minimum || number > (gint64) field->maximum)
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_RANGE,
                   _("%s is outside the range %.0f to %.0f."),
                   show (text, (char[SHOWN_SIZE]){ 0 }), field->minimum, field->maximum);
      return FALSE;
    }
  *value = (gint) number;
  return TRUE;
}

static gboolean
parse_number (const DectField *field, const char *text, double *value, GError **error)
{
  if (!dect_number_from_text (text, value, error))
    return FALSE;
  if (*value < field->minimum || *value > field->maximum)
    {
      g_autofree char *low = dect_number_to_text (field->minimum);
      g_autofree char *high = dect_number_to_text (field->maximum);

      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_RANGE,
                   _("%s is outside the range %s to %s."), show (text, (char[SHOWN_SIZE]){ 0 }),
                   low, high);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_bool (const char *text, gint *value, GError **error)
{
  static const char *const yes[] = { "yes", "true", "1", "ja", "wahr", "x", NULL };
  static const char *const no[] = { "no", "false", "0", "nein", "falsch", NULL };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  if (g_strv_contains (yes, lower))
    *value = TRUE;
  else if (g_strv_contains (no, lower))
    *value = FALSE;
  else
    {
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_CHOICE,
                   _("“%s” is neither yes nor no."), show (text, (char[SHOWN_SIZE]){ 0 }));
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_choice (const DectField *field, const char *text, gint *value, GError **error)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    {
      if (g_ascii_strcasecmp (choice->id, text) == 0)
        {
          *value = choice->value;
          return TRUE;
        }
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", choice->id);
    }
  g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_CHOICE, _("“%s” is not one of: %s."),
               show (text, (char[SHOWN_SIZE]){ 0 }), words->str);
  return FALSE;
}

char *
dect_field_dup_text (const DectField *field, const DectRecord *record)
{
  g_return_val_if_fail (field != NULL && record != NULL, NULL);

  if (!dect_field_is_set (field, record))
    return g_strdup ("");
  if (dect_field_is_text (field))
    return g_strdup (MEMBER (char *, field, record));
  if (field->type == DECT_FIELD_NUMBER)
    return dect_number_to_text (MEMBER (double, field, record));
  if (field->type == DECT_FIELD_REFERENCE)
    return g_strdup_printf ("%u", MEMBER (guint32, field, record));

  gint value = MEMBER (gint, field, record);

  if (field->type == DECT_FIELD_INTEGER)
    return g_strdup_printf ("%d", value);
  if (field->type == DECT_FIELD_BOOL)
    return g_strdup (value ? "yes" : "no");
  for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
    if (choice->value == value)
      return g_strdup (choice->id);
  return g_strdup ("");
}

/* Parses @text into @record, which may be NULL when only the answer is wanted. */
static gboolean
take_text (const DectField *field, DectRecord *record, const char *clean, GError **error)
{
  gint integer = 0;
  double number = NAN;

  switch (field->type)
    {
    case DECT_FIELD_NUMBER:
      if (!parse_number (field, clean, &number, error))
        return FALSE;
      if (record != NULL)
        MEMBER (double, field, record) = number;
      return TRUE;
    case DECT_FIELD_INTEGER:
    case DECT_FIELD_BOOL:
    case DECT_FIELD_CHOICE:
      if (field->type == DECT_FIELD_INTEGER ? !parse_integer (field, clean, &integer, error)
          : field->type == DECT_FIELD_BOOL  ? !parse_bool (clean, &integer, error)
                                            : !parse_choice (field, clean, &integer, error))
        return FALSE;
      if (record != NULL)
        MEMBER (gint, field, record) = integer;
      return TRUE;
    case DECT_FIELD_REFERENCE:
      g_set_error (error, DECT_FIELD_ERROR, DECT_FIELD_ERROR_REFERENCE,
                   _("A reference is not set by typing; choose the thing it points to."));
      return FALSE;
    case DECT_FIELD_TEXT:
    case DECT_FIELD_NOTE:
    case DECT_FIELD_MAC:
    case DECT_FIELD_IPEI:
    case DECT_FIELD_PARK:
    case DECT_FIELD_IPV4:
    case DECT_FIELD_NETMASK:
    case DECT_FIELD_MODEL:
    default:
      break;
    }

  if (record == NULL)
    {
      g_autofree char *form = identity_canonical (field->type, clean, error);

      return form != NULL;
    }

  g_autofree char *canonical = identity_canonical (field->type, clean, NULL);

  dect_set_str (&MEMBER (char *, field, record), canonical != NULL ? canonical : clean);
  return TRUE;
}

gboolean
dect_field_set_text (const DectField *field, DectRecord *record, const char *text, GError **error)
{
  g_return_val_if_fail (field != NULL && record != NULL && text != NULL, FALSE);

  g_autofree char *clean = clean_text (field, text, error);

  if (clean == NULL)
    return FALSE;
  if (*clean == '\0')
    {
      dect_field_clear (field, record);
      return TRUE;
    }
  return take_text (field, record, clean, error);
}

gboolean
dect_field_validate (const DectField *field, const char *text, GError **error)
{
  g_return_val_if_fail (field != NULL && text != NULL, FALSE);

  g_autofree char *clean = clean_text (field, text, error);

  if (clean == NULL)
    return FALSE;
  return *clean == '\0' || take_text (field, NULL, clean, error);
}
