/** How many words are everyday English words of matters that residents report; function words are counted by `englishWordCount`. */
export function englishMatterCount(words: readonly string[]): number {
  let count = 0
  for (const word of words) if (matterWords.has(word)) count++
  return count
}

const matterWords = new Set(
  `abandoned above accident accommodation across action afraid after alaikum alley allowed almost along already
  also although always ambulance animal animals another answer anything apartment apartments approved area around
  asked asphalt available away baby back bags bakery balcony baqala barber barrier barriers base basement bathroom
  beach bedroom before bent beside better between bicycle bikes bill bins black block blocked blocking blocks
  blown board boards body bottles bottom boxes branch branches bricks bridge broke built bulb bump burn burned
  burning burnt burst bushes cabinet cable cables cafe call camel camels camp cannot cant carcass care cars cart
  catch cement cemetery certificate chain chamber change changed charged check chicken child children clean
  cleaning clear close cloth clothes collapsed collect colour comes coming commercial complain completely compound
  concrete condition cones confirm construction container containers continue contractor converted corner correct
  cover covered covers cracked cracks crane crashed crossing customer cutting daily damaged danger dangerous dark
  date daughter dead dear debris deep delivered delivery demolished demolition destroyed didnt died different
  digging dirty disabled doesnt doing dont door doors drain drainage drifting drinking driver drivers driving
  dropping dump dumped dumping during dust eating edge elderly electric electricity employee emptied empty engine
  enter entered entering enters entrance equipment even evening every everyone everything everywhere exactly
  excavation exit expired explain exposed facade factory faded fake fall fallen falling families family farm farms
  fast father fell fence field finish finished first fish five flat flies flood flooding floor flying follow food
  foot football footpath found foundation four fridge friend fuel full fumes furniture garage garden gate gave
  generator girls give gloves goes gone goodbye goods government graves graveyard great green grocery ground guard
  half halfway hanging happy head health heap heavy high highway hindi holes homes hope hospital hotel hour hours
  household houses housing idea illegal industrial insects inside inspect inspector install installed intersection
  iron issue junction keep keeps kept kerb kids kind kindergarten kindly kiosk kitchen know labour labourers lamp
  lamps land lane last later laundry leak leakage leaking leaning leave leaves left lets level licence license
  lift lifted lighting lights line list live living location lock long looking looks loose lost loud lying machine
  made maintenance majlis make makes making mall manholes many market mean meat median menu metal meter metre
  metres middle midnight milk mine minutes missing mobile monday money months moon morning mosquito mosquitoes
  move moved moving much municipal municipality music national nearly needed needs neglected neighbor neighbour
  neighbourhood neighbours network never nice night noise noon nothing numbers nursery office online onto opened
  opening outside overflow overflowing owner paint palm papers parked part pass path patients pavement paving
  pedestrian pedestrians people permission permit person petrol pharmacy phone photo pickup pieces pile pipe pipes
  place placed plant planted plants play playground playing plot poles pollution pond pool poor posters pothole
  potholes power prayer pressure price private problem project public pump pumping puts rain raining rakah ramp
  rate rating rats reach reached real reason refuse refused register remains remove removed rent rented repair
  repaired reply reported reports request reserve residential residents response responsible restaurant
  restaurants return roadside roof room rooms roundabout rubber rubbish rubble ruined running rusty safety said
  salon sand satisfied says scaffolding scam scrap screen seats sell seller sellers selling send sent septic
  service setback sewage sewer shade shawarma shed sheep sheets shock shop shops show sick side sides sidewalk
  signal signs single site slaughterhouse sleep sleeping slow small smell smells smoke snakes soil sold solved
  somebody something sound sounds sparks speed spilled spray spraying square stadium staff stalls stands start
  steel step steps stick stickers stole stolen stones stopped stops store storm stray strong stuck submit
  suggestion supermarket supply support swings switch tables take taken takes taking tank tanker taxi team tell
  tent terrible thats then theres think third three through throw thrown throws thursday ticket tiles till time
  times today toilet toilets told tomorrow tonight took torn touching tower track traffic trailer tree trees
  trench truck trucks tunnel turn turned twice tyre tyres ugly uncovered underground underpass unfinished
  university unlicensed unsafe until update upstairs urdu urgent used vegetable vehicle vendor vendors view
  violation visible visit visitors waiting walk walking walkway wall walls warehouse warning wash washed washing
  waste waterfront weak wedding weekend well went whats wheel wheelchair while white whole wife wind window
  windows wire wires wish without women wood wooden work worker workers working works workshop worms write wrote
  yard years yellow yesterday zero`.split(/\s+/),
)
