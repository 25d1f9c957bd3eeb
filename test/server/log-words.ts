/** What a resident wrote; no line of the log may hold any part of it. */
export const words = 'الإنارة مقطوعة عند بيت أم خالد streetlightwords'

/** Other things that no line may hold. */
export const personal = {
  token: 'EAAtokenEAAtoken',
  secret: 'secretsecret',
  phone: '+966501234567',
  name: 'Sara Alotaibi',
}
