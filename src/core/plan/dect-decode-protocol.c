/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-decode-protocol.h"

/* Both sides copy them as they lie in memory. */
G_STATIC_ASSERT (sizeof (DectDecodeRequest) == 16);
G_STATIC_ASSERT (sizeof (DectDecodeReply) == 32);
G_STATIC_ASSERT (sizeof (DectPlanSize) == 16);

gboolean
dect_decode_reply_valid (const DectDecodeReply *reply, DectDecodeKind kind)
{
  g_return_val_if_fail (reply != NULL, FALSE);

  if (reply->magic != DECT_DECODE_MAGIC)
    return FALSE;
  if (reply->kind == DECT_DECODE_FAILED && kind != DECT_DECODE_HELLO)
    return reply->code < DECT_PLAN_ERROR_READER && reply->n <= DECT_DECODE_MAX_SENTENCE;
  return reply->kind == kind;
}

gboolean
dect_decode_picture_valid (const DectDecodeReply *reply, int width, int height, int stride)
{
  g_return_val_if_fail (reply != NULL, FALSE);

  return width > 0 && height > 0 && stride > 0 && reply->width == (guint32) width
         && reply->height == (guint32) height && reply->stride == (guint32) stride
         && reply->format == CAIRO_FORMAT_ARGB32;
}

gboolean
dect_decode_sentence_valid (const char *text, gsize length)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_utf8_validate_len (text, length, NULL))
    return FALSE;
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}
